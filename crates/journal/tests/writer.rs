//! What the writer promises, on a journal in memory and on a file.
#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use coterie_decide::Origin;
use coterie_decide::decision::Reason;
use coterie_journal::store::Store;
use coterie_journal::store::memory::{Fault, MemoryStore};
use coterie_journal::store::sqlite::{Access, SqliteStore};
use coterie_journal::writer::{ApplyError, CloseError, spawn};
use coterie_journal::{Answer, Submission, WriterError, verify};
use coterie_ledger::Party;
use std::process::Command;
use std::sync::{Arc, Mutex};
use support::{PROGRAM, at, bytes, event, import, member, open, points, say, with_program, writer};

const BOUGHT: &str = r#"{"id": "p1", "at": "2026-02-03T10:00", "purchase": {"member": "anna", "partner": "bakery", "total": "50.00"}}"#;

fn position(answer: &Answer) -> (u64, bool) {
    match answer {
        Answer::Decided { position, repeat, .. } => (*position, *repeat),
        Answer::Conflict { position } => panic!("a conflict with {position}"),
    }
}

#[test]
fn a_repeat_gets_the_first_answer_and_another_body_is_a_conflict() {
    let mut writer = writer();
    let first = say(&mut writer, BOUGHT);
    let again = say(&mut writer, BOUGHT);
    assert_eq!((position(&first), position(&again)), ((1, false), (1, true)));
    let (Answer::Decided { entry: first, .. }, Answer::Decided { entry: again, .. }) = (first, again) else {
        panic!()
    };
    assert_eq!(first, again);
    let other = BOUGHT.replace("50.00", "51.00");
    assert_eq!(say(&mut writer, &other), Answer::Conflict { position: 1 });
    assert_eq!((writer.head().entries, points(&mut writer, "anna")), (2, 50));
}

#[test]
fn the_same_id_twice_in_one_group_is_a_repeat_or_a_conflict() {
    let mut writer = writer();
    let one = event(&writer, BOUGHT);
    let other = event(&writer, &BOUGHT.replace("50.00", "51.00"));
    let answers = writer.submit(&[import(one.clone()), import(one), import(other)]).unwrap();
    assert_eq!((position(&answers[0]), position(&answers[1])), ((1, false), (1, true)));
    assert_eq!(answers[2], Answer::Conflict { position: 1 });
}

#[test]
fn a_refund_in_the_same_group_finds_its_purchase() {
    let mut writer = writer();
    let bought = event(
        &writer,
        BOUGHT.replace(r#""total": "50.00""#, r#""lines": {"a": ["food", "50.00"]}"#).as_str(),
    );
    let refund = event(&writer, r#"{"id": "r1", "at": "2026-02-04", "refund": {"purchase": "p1"}}"#);
    let answers = writer.submit(&[import(bought), import(refund)]).unwrap();
    let Answer::Decided { entry, .. } = &answers[1] else { panic!() };
    assert_eq!(entry.decision.refusal, None);
    assert_eq!(points(&mut writer, "anna"), 0);
}

#[test]
fn a_business_refusal_is_journaled_and_repeats() {
    let mut writer = writer();
    let asked = r#"{"id": "c1", "at": "2026-02-03", "redemption": {"member": "anna", "reward": "coffee"}}"#;
    say(&mut writer, r#"{"id": "s", "at": "2026-02-01", "signup": {"member": "anna"}}"#);
    for repeat in [false, true] {
        let Answer::Decided { entry, repeat: is_repeat, .. } = say(&mut writer, asked) else { panic!() };
        assert_eq!(entry.decision.refusal.as_ref().unwrap().reason, Reason::InsufficientBalance);
        assert_eq!(is_repeat, repeat);
    }
}

#[test]
fn after_reopening_everything_stands_as_before() {
    for saved in [false, true] {
        let mut before = writer();
        say(&mut before, BOUGHT);
        say(
            &mut before,
            r#"{"id": "m", "at": "2026-02-04", "member": {"member": "anna", "birthday": "1990-05-01"}}"#,
        );
        let expected = before.party(&member("anna")).unwrap().unwrap().clone();
        if saved {
            before.save_all().unwrap();
        }
        let store = before.into_store().reopen();
        assert_eq!(store.head().recover_from, if saved { 3 } else { 1 });
        let mut after = open(store, 200 << 20);
        assert_eq!(after.clock(), at("2026-02-04"));
        assert_eq!(after.party(&member("anna")).unwrap().unwrap(), &expected);
        assert_eq!(position(&say(&mut after, BOUGHT)), (1, true));
        verify(after.into_store()).unwrap();
    }
}

#[test]
fn after_a_failed_commit_the_writer_refuses_everything_until_the_journal_is_opened_again() {
    for (fault, kept) in [(Fault::DiskFull, false), (Fault::Lost, false), (Fault::Kept, true)] {
        let mut writer = writer();
        let bought = event(&writer, BOUGHT);
        writer.store_mut().fail_next(fault);
        assert!(writer.submit(&[import(bought.clone())]).is_err());
        assert!(matches!(writer.submit(&[import(bought.clone())]), Err(WriterError::Stopped)));
        assert!(matches!(writer.tick(at("2027-01-01")), Err(WriterError::Stopped)));
        let mut writer = open(writer.into_store().reopen(), 200 << 20);
        assert_eq!(points(&mut writer, "anna"), if kept { 50 } else { 0 });
        assert_eq!(position(&writer.submit(&[import(bought)]).unwrap()[0]), (1, kept));
        assert_eq!(points(&mut writer, "anna"), 50);
        verify(writer.into_store()).unwrap();
    }
}

#[test]
fn time_lets_everything_fall_due_once_and_in_order() {
    let mut writer = writer();
    say(
        &mut writer,
        r#"{"id": "m", "at": "2026-01-02", "signup": {"member": "anna", "birthday": "1990-05-01"}}"#,
    );
    say(
        &mut writer,
        r#"{"id": "n", "at": "2026-01-02", "signup": {"member": "bert", "birthday": "1991-04-01"}}"#,
    );
    say(
        &mut writer,
        r#"{"id": "p", "at": "2026-01-03", "purchase": {"member": "anna", "partner": "bakery", "total": "20.00"}}"#,
    );
    let fallen = writer.tick(at("2026-06-30T23:00")).unwrap();
    assert_eq!(writer.tick(at("2026-06-30T23:00")).unwrap(), 0, "each once");
    let mut times = Vec::new();
    let mut ticks = 0;
    writer
        .walk(0, &mut |_, entry| {
            if let Origin::Tick(tick) = &entry.origin {
                ticks += 1;
                times.push((tick.at, tick.kind, tick.party.clone(), tick.of));
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(ticks, fallen);
    assert!(times.is_sorted(), "{times:?}");
    // anna's 20 points expired on 4 March; her birthday's 7 on 1 May live until 30 June; bert's, of 1 April, until 31 May.
    assert_eq!((points(&mut writer, "anna"), points(&mut writer, "bert")), (0, 0));
    assert!(ticks >= 5, "2 birthdays, 3 expiries, tier reviews: {ticks}");
    assert_eq!(writer.clock(), at("2026-06-30T23:00"));
    verify(writer.into_store()).unwrap();
}

#[test]
fn a_period_is_closed_once_and_sets_off_its_rules_for_each_partner() {
    let mut writer = writer();
    say(&mut writer, BOUGHT);
    let early = writer.close("2026-02", "anna the accountant");
    assert!(matches!(early, Err(CloseError::NotOver { .. })));
    assert!(matches!(writer.close("soon", ""), Err(CloseError::Label(_))));
    writer.tick(at("2026-03-02")).unwrap();
    let entries = writer.head().entries;
    let first = writer.close("2026-02", "anna the accountant").unwrap();
    assert_eq!(position(&first), (entries, false));
    assert_eq!(writer.head().entries, entries + 3, "the close, and a tick for each of two partners");
    assert_eq!(position(&writer.close("2026-02", "someone else").unwrap()), (entries, true));
    assert_eq!(writer.head().entries, entries + 3);
    verify(writer.into_store()).unwrap();
}

#[test]
fn a_close_that_was_interrupted_is_finished_when_the_journal_is_opened() {
    let mut writer = writer();
    say(&mut writer, BOUGHT);
    writer.tick(at("2026-03-02")).unwrap();
    let store = writer.into_store().reopen();
    let mut whole = open(store.clone(), 200 << 20);
    whole.close("2026-02", "").unwrap();

    for fault in [Fault::Lost, Fault::Kept] {
        let mut cut = open(store.clone(), 200 << 20);
        // The close is written; what it sets off is not, or nobody knows.
        cut.store_mut().fail_after(1, fault);
        assert!(cut.close("2026-02", "").is_err());
        let cut = open(cut.into_store().reopen(), 200 << 20);
        assert_eq!(bytes(cut.store()), bytes(whole.store()));
        verify(cut.into_store()).unwrap();
    }
}

#[test]
fn a_program_is_refused_before_what_is_decided_and_without_accounts_that_hold_something() {
    let mut writer = writer();
    say(&mut writer, BOUGHT);
    let early = writer.apply(PROGRAM, at("2026-02-01"), "");
    assert!(matches!(early, Err(ApplyError::RewritesThePast { .. })));
    let less = PROGRAM
        .replace(
            "points: {of: member, unit: point, rounds: down, expires: {after: 60 days}}",
            "miles: {of: member, unit: point}",
        )
        .replace("points", "miles");
    let dropped = writer.apply(&less, at("2026-03-01"), "");
    assert!(
        matches!(&dropped, Err(ApplyError::DroppedWithBalance(names)) if names == &["points"]),
        "{dropped:?}"
    );
    assert!(matches!(writer.apply("program: {}", at("2026-03-01"), ""), Err(ApplyError::Mistakes(_))));
    assert_eq!(writer.apply(PROGRAM, at("2026-03-01"), "").unwrap().version, 2);
    let store = writer.into_store().reopen();
    assert_eq!(open(store, 1).versions().newest().unwrap().1.version, 2);
}

#[test]
fn new_measures_remember_the_past_net_of_refunds() {
    let mut writer = writer();
    let lines = |id: &str, day: &str, amount: &str| {
        format!(
            r#"{{"id": "{id}", "at": "{day}", "purchase": {{"member": "anna", "partner": "bakery", "lines": {{"a": ["food", "{amount}"], "b": ["food", "10.00"]}}}}}}"#
        )
    };
    say(&mut writer, &lines("p1", "2026-02-01", "30.00"));
    say(&mut writer, &lines("p2", "2026-02-02", "40.00"));
    say(&mut writer, r#"{"id": "r1", "at": "2026-02-03", "refund": {"purchase": "p1"}}"#);
    say(&mut writer, r#"{"id": "r2", "at": "2026-02-03", "refund": {"purchase": "p2", "lines": ["a"]}}"#);
    let more = PROGRAM.replace(
        "  purchases: {of: member, count: purchase, over: always}",
        "  purchases: {of: member, count: purchase, over: always}\n  visits: {of: member, count: purchase, over: always}\n  spent: {of: member, sum: purchase.total, over: always}\n  got: {of: member, sum: points, over: always}",
    );
    let applied = writer.apply(&more, at("2026-02-10"), "").unwrap();
    let Origin::Apply(apply) = writer.entry(applied.position).unwrap().unwrap().origin else { panic!() };
    assert!(apply.backfilled.is_some());
    let program = Arc::clone(&writer.versions().newest().unwrap().1.program);
    let read = |writer: &mut coterie_journal::Writer<MemoryStore>, name: &str| {
        let id = program.measures.iter().find(|(_, measure)| measure.name == name).unwrap().0;
        let record = writer.party(&member("anna")).unwrap().unwrap();
        let range = coterie_calendar::Range { after: None, up_to: at("2026-02-10") };
        record.measure(id).map_or(0, |state| state.number(range))
    };
    // p1 is gone; of p2, 10.00 remain, which were worth 10 points.
    let names = ["visits", "purchases", "spent", "got"];
    assert_eq!(names.map(|name| read(&mut writer, name)), [1, 1, 1000, 10]);
    // The same after a crash right after the entry, and by the check.
    let store = writer.into_store().reopen();
    let mut writer = open(store, 200 << 20);
    assert_eq!(names.map(|name| read(&mut writer, name)), [1, 1, 1000, 10]);
    verify(writer.into_store()).unwrap();
}

/// What came late for a closed period is corrected at the next close, once, also where that was interrupted.
#[test]
fn a_close_corrects_what_came_late_for_the_one_before() {
    let program = "program: {id: q, zone: UTC, currency: PLN, late: 40 days}\npartners: {a: {}, k: {}}\n\
                   relations: {member.brought_by: partner}\naccounts: {bonus: {of: partner, unit: PLN}}\n\
                   measures: {sales: {of: partner, via: member.brought_by, sum: purchase.total, over: this month}}\n\
                   rules: {vol: {when: {close: month}, who: partner, give: {bonus: 2 %, of: partner.sales}, paid_by: coalition}}\n";
    let mut writer = open(MemoryStore::new(&[7; 32]), 200 << 20);
    writer.apply(program, at("2026-01-01"), "").unwrap();
    say(&mut writer, r#"{"id": "s", "at": "2026-01-02", "signup": {"member": "m", "brought_by": "k"}}"#);
    say(
        &mut writer,
        r#"{"id": "e", "at": "2026-01-05", "purchase": {"member": "m", "partner": "a", "lines": {"a": ["x", "6000.00"], "b": ["x", "1000.00"]}}}"#,
    );
    writer.tick(at("2026-02-10")).unwrap();
    writer.close("2026-01", "").unwrap();
    let balance = |writer: &mut coterie_journal::Writer<MemoryStore>| {
        let record = writer.party(&Party::partner("k").unwrap()).unwrap().unwrap();
        record.wallets.first().map_or(0, |(_, wallet)| wallet.balance().get())
    };
    assert_eq!(balance(&mut writer), 14_000);
    say(&mut writer, r#"{"id": "r", "at": "2026-02-11", "refund": {"purchase": "e", "lines": ["a"]}}"#);
    writer.tick(at("2026-03-10")).unwrap();
    writer.close("2026-02", "").unwrap();
    // 2 % of 1,000.00.
    assert_eq!(balance(&mut writer), 2_000);
    writer.close("2026-02", "").unwrap();
    let store = writer.into_store().reopen();
    let mut writer = open(store, 200 << 20);
    assert_eq!(balance(&mut writer), 2_000);
    verify(writer.into_store()).unwrap();
}

/// What was back-filled of a purchase leaves with it, line by line, for whom it concerned when it was made.
#[test]
fn a_refund_takes_its_share_out_of_measures_of_a_later_version() {
    let mut writer = open(MemoryStore::new(&[7; 32]), 200 << 20);
    let program = |measures: &str| {
        format!(
            "program: {{id: v, zone: UTC, currency: PLN}}\npartners: {{a: {{}}, k: {{}}, l: {{}}}}\n\
             relations: {{member.brought_by: partner}}\naccounts: {{points: {{of: member, unit: point}}}}\n\
             {measures}rules: {{base: {{give: {{points: 1 per 1 PLN}}}}}}\n"
        )
    };
    let measures = "measures:\n  spent: {of: member, sum: purchase.total, over: always}\n  \
                    n: {of: member, count: purchase, over: always}\n  \
                    goods: {of: member, distinct: line.category, over: always}\n  \
                    got: {of: member, sum: points, over: always}\n  \
                    brought: {of: partner, via: member.brought_by, sum: purchase.total, over: always}\n";
    writer.apply(&program(""), at("2026-01-01"), "").unwrap();
    say(&mut writer, r#"{"id": "s", "at": "2026-01-02", "signup": {"member": "m", "brought_by": "k"}}"#);
    for (id, day) in [("e1", "2026-01-05"), ("e2", "2026-01-06")] {
        say(
            &mut writer,
            &format!(
                r#"{{"id": "{id}", "at": "{day}", "purchase": {{"member": "m", "partner": "a", "lines": {{"a": ["food", "60.00"], "b": ["{id}", "40.00"]}}}}}}"#
            ),
        );
    }
    say(&mut writer, r#"{"id": "r0", "at": "2026-01-07", "refund": {"purchase": "e2", "lines": ["a"]}}"#);
    // Another partner counts what comes from now on, and nothing of what was.
    say(&mut writer, r#"{"id": "j", "at": "2026-01-08", "member": {"member": "m", "brought_by": "l"}}"#);
    writer.apply(&program(measures), at("2026-02-01"), "").unwrap();
    let program = Arc::clone(&writer.versions().newest().unwrap().1.program);
    let read = |writer: &mut coterie_journal::Writer<MemoryStore>| {
        [("m", "spent"), ("m", "n"), ("m", "goods"), ("m", "got"), ("k", "brought"), ("l", "brought")].map(
            |(who, name)| {
                let id = program.measures.iter().find(|(_, measure)| measure.name == name).unwrap().0;
                let who = if who == "m" { member(who) } else { Party::partner(who).unwrap() };
                let record = writer.party(&who).unwrap();
                let range = coterie_calendar::Range { after: None, up_to: at("2026-03-01") };
                record.and_then(|record| record.measure(id).cloned()).map_or(0, |state| state.number(range))
            },
        )
    };
    // 100.00 of e1 and 40.00 of e2; food, e1 and e2.
    assert_eq!(read(&mut writer), [14_000, 2, 3, 140, 14_000, 0]);
    say(&mut writer, r#"{"id": "r1", "at": "2026-02-02", "refund": {"purchase": "e1", "lines": ["a"]}}"#);
    assert_eq!(read(&mut writer), [8_000, 2, 2, 80, 8_000, 0]);
    say(&mut writer, r#"{"id": "r2", "at": "2026-02-03", "refund": {"purchase": "e1"}}"#);
    assert_eq!(read(&mut writer), [4_000, 1, 1, 40, 4_000, 0]);
    say(&mut writer, r#"{"id": "r3", "at": "2026-02-03", "refund": {"purchase": "e2"}}"#);
    assert_eq!(read(&mut writer), [0, 0, 0, 0, 0, 0]);
    let store = writer.into_store().reopen();
    let mut writer = open(store, 200 << 20);
    assert_eq!(read(&mut writer), [0, 0, 0, 0, 0, 0]);
    verify(writer.into_store()).unwrap();
}

/// A new rule of the clock concerns records that were saved before it; wherever its application is cut short, it fires.
#[test]
fn a_program_whose_application_was_cut_short_lets_its_rules_fall_due() {
    let birthday = "  happy_birthday: {when: {clock: member.birthday, at: \"09:00\"}, give: {points: 7}}\n";
    let mut writer = open(MemoryStore::new(&[7; 32]), 200 << 20);
    writer.apply(&PROGRAM.replace(birthday, ""), at("2026-01-01"), "").unwrap();
    say(
        &mut writer,
        r#"{"id": "s", "at": "2026-01-02", "signup": {"member": "anna", "birthday": "1990-01-20"}}"#,
    );
    writer.save_all().unwrap();
    let store = writer.into_store().reopen();
    let mut applied = 0;
    for writes in 0..4 {
        let mut cut = open(store.clone(), 200 << 20);
        cut.store_mut().fail_after(writes, Fault::Lost);
        let whole = cut.apply(PROGRAM, at("2026-01-10"), "").is_ok();
        let mut cut = open(cut.into_store().reopen(), 200 << 20);
        if cut.versions().newest().unwrap().1.version == 2 {
            applied += 1;
            cut.tick(at("2026-01-21")).unwrap();
            assert_eq!(points(&mut cut, "anna"), 7, "after {writes} writes");
        }
        verify(cut.into_store()).unwrap();
        if whole {
            break;
        }
    }
    assert!(applied >= 2, "it was cut short after the entry, and it was whole");
}

#[test]
fn personal_values_are_sealed_until_their_key_is_destroyed() {
    let mut writer = writer();
    let joined = r#"{"id": "s", "at": "2026-01-02", "signup": {"member": "anna", "nickname": "Moonlight", "birthday": "1990-05-01"}}"#;
    say(&mut writer, joined);
    say(&mut writer, BOUGHT);
    writer.save_all().unwrap();
    let stored = format!("{:?}", writer.store());
    assert!(bytes(writer.store()).iter().all(|entry| !entry.windows(9).any(|part| part == b"Moonlight")));
    assert!(
        !stored.contains(&format!("{:?}", b"Moonlight").replace(['[', ']'], "")),
        "neither is it in a saved record"
    );
    assert_eq!(writer.party(&member("anna")).unwrap().unwrap().attributes.len(), 2);
    assert_eq!(position(&say(&mut writer, joined)), (1, true));
    verify(writer.store().clone().reopen()).unwrap();
    let root = writer.head().root;

    assert!(writer.erase(&member("anna")).unwrap());
    assert_eq!(writer.party(&member("anna")).unwrap().unwrap().attributes, []);
    assert_eq!((writer.head().root, points(&mut writer, "anna")), (root, 50));
    assert!(writer.unreadable_values() >= 2);
    say(
        &mut writer,
        r#"{"id": "p9", "at": "2026-02-09", "purchase": {"member": "bert", "partner": "bakery", "total": "5.00"}}"#,
    );
    let mut writer = open(writer.into_store().reopen(), 1);
    assert_eq!(writer.party(&member("anna")).unwrap().unwrap().attributes, []);
    // Whoever comes back gets a new key, which opens nothing of the old.
    say(
        &mut writer,
        r#"{"id": "u", "at": "2026-02-10", "member": {"member": "anna", "nickname": "Sunrise"}}"#,
    );
    writer.save_all().unwrap();
    let mut writer = open(writer.into_store().reopen(), 1);
    assert_eq!(writer.party(&member("anna")).unwrap().unwrap().attributes.len(), 1);
    let verified = verify(writer.into_store()).unwrap();
    // Hers: joining, the review of her tier at the end of January, her purchase, her new name.
    assert_eq!((verified.undecidable, verified.decided_again), (4, 1));
}

#[test]
fn a_thread_takes_what_waits_as_one_group_and_tells_an_observer_in_order() {
    let mut writer = writer();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&seen);
    writer.observe(Box::new(move |position, _| told.lock().unwrap().push(position)));
    let events: Vec<Submission> = (0..300)
        .map(|n| {
            import(event(
                &writer,
                &format!(r#"{{"id": "p{n}", "at": "2026-02-03T10:00", "purchase": {{"member": "m{}", "partner": "bakery", "total": "5.00"}}}}"#, n % 7),
            ))
        })
        .collect();
    let handle = spawn(writer, 64);
    for event in events {
        handle.feed(event).unwrap();
    }
    // 20 of 43 purchases give 5 points each, and then silver's 10.
    assert_eq!(handle.call(|writer| points(writer, "m0")).unwrap(), 20 * 5 + 23 * 10);
    let writer = handle.finish().unwrap();
    assert_eq!(*seen.lock().unwrap(), (1..301).collect::<Vec<u64>>());
    assert!(writer.head().blocks < 301);
    verify(writer.into_store()).unwrap();
}

#[test]
fn the_check_finds_a_decision_that_the_program_does_not_make() {
    let mut writer = writer();
    say(&mut writer, BOUGHT);
    let store = writer.into_store();
    // The same entries in a journal of their own, one amount of the event altered before it is written.
    let mut forged = MemoryStore::new(&[7; 32]);
    let mut entries = coterie_journal::store::Entries::new();
    for bytes in bytes(&store) {
        let mut entry = coterie_journal::codec::read_entry(&bytes).unwrap();
        if let Origin::Event(event) = &mut entry.origin {
            for (_, value) in &mut event.fields {
                if let coterie_program::value::Value::Int(total) = value {
                    *total += 100;
                }
            }
        }
        entries.push_with(|bytes| coterie_journal::codec::write_entry(&entry, bytes));
    }
    let note = ("writer".to_owned(), store.meta("writer").unwrap().unwrap());
    let group = coterie_journal::store::Group {
        meta: vec![note],
        ..coterie_journal::store::Group::of(0, &entries, 0)
    };
    forged.commit(&group).unwrap();
    let wrong = verify(forged).unwrap_err();
    assert!(matches!(wrong, coterie_journal::Wrong::Key { position: 1 }), "{wrong}");
}

#[test]
fn a_page_of_python_reads_the_file_that_the_writer_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let mut writer = with_program(SqliteStore::create(&path, &[9; 32]).unwrap(), 200 << 20);
    say(&mut writer, BOUGHT);
    say(&mut writer, r#"{"id": "s", "at": "2026-02-05", "signup": {"member": "bert", "nickname": "Bert"}}"#);
    say(
        &mut writer,
        r#"{"id": "c", "at": "2026-02-06", "redemption": {"member": "anna", "reward": "coffee"}}"#,
    );
    writer.save_all().unwrap();
    drop(writer);
    let mut writer = open(SqliteStore::open(&path, Access::Writer).unwrap(), 1);
    assert_eq!(points(&mut writer, "anna"), 40);
    drop(writer);
    let verified = verify(SqliteStore::open(&path, Access::ReadOnly).unwrap()).unwrap();
    assert_eq!((verified.decided_again, verified.transfers), (3, 2));

    let tool = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tools/read_journal.py");
    let Ok(output) = Command::new("python3").arg(tool).arg(&path).output() else {
        eprintln!("no python3 here; the reader was not run");
        return;
    };
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.starts_with("4 entries in 4 blocks"), "{said}");
    assert!(said.contains("3 events, 1 programs, 2 transfers"), "{said}");
    assert!(said.contains("member wallet: 40\n"), "{said}");

    let entry = open(SqliteStore::open(&path, Access::ReadOnly).unwrap(), 1).into_store().entry(1).unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    let is_entry = |window: &[u8]| Some(window) == entry.as_deref();
    let place = bytes.windows(entry.as_ref().unwrap().len()).position(is_entry).unwrap();
    bytes[place + 20] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let output = Command::new("python3").arg(tool).arg(&path).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn a_party_that_nobody_has_heard_of_has_no_record() {
    let mut writer = writer();
    assert_eq!(writer.party(&Party::member("nobody").unwrap()).unwrap(), None);
}

#[test]
fn a_close_pays_each_bonus_once_when_a_rule_misses_a_record_on_the_way() {
    let program = "
program: {id: closes, zone: Europe/Warsaw, currency: PLN}
partners: {bakery: {issue_price: 0.0100}}
relations: {member.inviter: member}
accounts: {points: {of: member, unit: point}}
rules:
  first:
    when: {close: month}
    give: {points: 5}
    paid_by: coalition
  second:
    when: {close: month}
    give: {to: member.inviter, points: 7}
    paid_by: coalition
";
    // Nothing stays in memory between two steps, so the second rule misses the inviter's record.
    let mut writer = open(MemoryStore::new(&[7; 32]), 0);
    writer.apply(program, at("2026-01-01"), "tests").unwrap();
    for (id, said) in [
        ("s1", r#""signup": {"member": "zofia"}"#),
        ("s2", r#""signup": {"member": "anna", "inviter": "zofia"}"#),
    ] {
        say(&mut writer, &format!(r#"{{"id": "{id}", "at": "2026-02-03", {said}}}"#));
    }
    writer.save_all().unwrap();
    writer.tick(at("2026-03-01")).unwrap();
    let mut writer = open(writer.into_store().reopen(), 0);
    writer.close("2026-02", "").unwrap();
    assert_eq!((points(&mut writer, "anna"), points(&mut writer, "zofia")), (5, 12));
    verify(writer.into_store()).unwrap();
}
