//! Wallets by hand: what is usable when, what expires, what a clawback finds, what a hold promises.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its builders too")]

use coterie_calendar::Instant;
use coterie_ledger::{
    Amount, Availability, Credit, Gone, Hold, LedgerError, Lot, LotId, Move, Part, Party, Short, Taken,
    Wallet,
};

fn amount(number: i64) -> Amount {
    Amount::new(number).unwrap()
}

/// Noon of a day of March 2026.
fn day(day: i64) -> Instant {
    Instant::from_seconds(1_772_280_000 + day * 86_400).unwrap()
}

fn id(position: u64) -> LotId {
    LotId { position, index: 0 }
}

fn part(position: u64, number: i64) -> Part {
    Part { lot: id(position), amount: amount(number) }
}

fn lot(position: u64, number: i64, expires: Option<i64>) -> Lot {
    let payer = Party::partner("bistro").unwrap();
    Lot::opened(id(position), amount(number), Availability::From(day(0)), expires.map(day), payer)
}

fn wallet(lots: &[Lot]) -> Wallet {
    let mut wallet = Wallet::new();
    for lot in lots {
        wallet.apply(&Move::Open(lot.clone())).unwrap();
    }
    wallet
}

fn held(wallet: &mut Wallet, hold: u64, parts: &[Part], lapses: i64) {
    wallet.apply(&Move::Reserve { hold, parts: parts.to_vec(), lapses: day(lapses) }).unwrap();
}

#[test]
fn a_lot_is_usable_from_its_day_until_the_instant_it_expires() {
    let mut pending = lot(1, 150, Some(10));
    pending.available = Availability::From(day(5));
    let wallet = wallet(&[pending]);
    let at = |now: Instant| (wallet.available(now).get(), wallet.pending(now).get());
    assert_eq!(at(day(5).just_before()), (0, 150));
    assert_eq!(at(day(5)), (150, 0));
    assert_eq!(at(day(10).just_before()), (150, 0));
    assert_eq!(at(day(10)), (0, 0), "expired at exactly the instant");
    assert_eq!(wallet.balance(), amount(150), "the balance falls when the expiry is recorded");
    assert_eq!(wallet.plan_debit(amount(1), day(10)), Err(Short { available: Amount::ZERO }));
    assert_eq!((wallet.next_available(day(4)), wallet.next_available(day(5))), (Some(day(5)), None));
    assert_eq!(wallet.next_due(), Some(day(10)));
}

#[test]
fn a_debit_eats_the_earliest_expiry_first_and_then_the_older_lot() {
    let wallet =
        wallet(&[lot(1, 10, None), lot(2, 20, Some(20)), lot(4, 40, Some(10)), lot(3, 30, Some(10))]);
    let expected = vec![part(3, 30), part(4, 40), part(2, 5)];
    assert_eq!(wallet.plan_debit(amount(75), day(1)), Ok(expected));
    assert_eq!(wallet.plan_debit(amount(100), day(1)).unwrap().len(), 4);
    assert_eq!(wallet.plan_debit(amount(101), day(1)), Err(Short { available: amount(100) }));
    assert_eq!(Part::total(&wallet.plan_debit_up_to(amount(101), day(1))), Ok(amount(100)));
    assert_eq!(wallet.plan_debit(Amount::ZERO, day(1)), Ok(vec![]));
    assert_eq!(wallet.plan_debit(amount(-5), day(1)), Ok(vec![]));
    assert_eq!((wallet.expiring(day(10)).get(), wallet.expiring(day(11)).get()), (0, 70));
}

#[test]
fn what_was_spent_before_does_not_expire() {
    let mut wallet = wallet(&[lot(1, 150, Some(10))]);
    wallet.apply(&Move::Spend(part(1, 50))).unwrap();
    assert_eq!(wallet.plan_expire(day(10).just_before()), []);
    assert_eq!(wallet.plan_expire(day(10)), [part(1, 100)]);
    let expire = Move::Expire { part: part(1, 100), at: day(10) };
    assert_eq!(expire.amount(), Ok(amount(-100)));
    wallet.apply(&expire).unwrap();
    assert_eq!((wallet.balance(), wallet.lots().len()), (Amount::ZERO, 0));
    assert_eq!(wallet.gone(), [Gone { lot: id(1), expired: amount(100), at: day(10) }]);
}

#[test]
fn a_clawback_takes_the_unspent_then_the_expired_and_the_rest_was_spent() {
    // 150 given, 30 spent, 40 reserved while the rest expires, the hold released: 40 unspent, 80 expired, 30 spent.
    let mut wallet = wallet(&[lot(1, 150, Some(10))]);
    wallet.apply(&Move::Spend(part(1, 30))).unwrap();
    held(&mut wallet, 7, &[part(1, 40)], 12);
    wallet.apply(&Move::Expire { part: part(1, 80), at: day(10) }).unwrap();
    let reserved = Taken { unspent: amount(0), expired: amount(80), spent: amount(70) };
    assert_eq!(wallet.plan_claw(id(1), amount(150)), reserved, "what a hold reserves is promised");

    wallet.apply(&Move::Release { hold: 7 }).unwrap();
    let free = Taken { unspent: amount(40), expired: amount(80), spent: amount(30) };
    assert_eq!(wallet.plan_claw(id(1), amount(150)), free);
    assert_eq!(wallet.plan_claw(id(1), amount(50)), Taken { expired: amount(10), spent: amount(0), ..free });

    let moves = wallet.plan_claw(id(1), amount(50)).moves(id(1));
    assert_eq!(Move::total(&moves), Ok(amount(-40)), "the expired part had left the balance");
    for step in &moves {
        wallet.apply(step).unwrap();
    }
    let rest = Taken { unspent: amount(0), expired: amount(70), spent: amount(30) };
    assert_eq!(wallet.plan_claw(id(1), amount(100)), rest);
    let too_much = LedgerError::ExpiredShort { lot: id(1), expired: amount(70), asked: amount(71) };
    assert_eq!(wallet.apply(&Move::ClawExpired(part(1, 71))), Err(too_much));
    wallet.apply(&Move::ClawExpired(part(1, 70))).unwrap();
    assert!(wallet.is_empty());
}

#[test]
fn tombstones_are_forgotten_with_time() {
    let mut wallet = wallet(&[lot(1, 10, Some(10)), lot(2, 20, Some(11))]);
    for (position, number, at) in [(1, 10, 10), (2, 20, 11)] {
        wallet.apply(&Move::Expire { part: part(position, number), at: day(at) }).unwrap();
    }
    wallet.forget_before(day(11));
    assert_eq!((wallet.expired_of(id(1)), wallet.expired_of(id(2))), (Amount::ZERO, amount(20)));
    assert_eq!(wallet.plan_claw(id(1), amount(10)).spent, amount(10), "what is forgotten counts as spent");
}

#[test]
fn what_a_hold_kept_longer_has_a_tombstone_of_its_own_which_is_forgotten_later() {
    // 30 of 100 are reserved while 70 expire; they expire when the hold has lapsed.
    let mut wallet = wallet(&[lot(1, 100, Some(10))]);
    held(&mut wallet, 7, &[part(1, 30)], 20);
    wallet.apply(&Move::Expire { part: part(1, 70), at: day(10) }).unwrap();
    let mut forgetful = wallet.clone();
    forgetful.forget_before(day(15));
    for wallet in [&mut wallet, &mut forgetful] {
        wallet.apply(&Move::Release { hold: 7 }).unwrap();
        wallet.apply(&Move::Expire { part: part(1, 30), at: day(20) }).unwrap();
    }
    assert_eq!(wallet.expired_of(id(1)), amount(100));
    let mut clawed = wallet.clone();
    clawed.apply(&Move::ClawExpired(part(1, 50))).unwrap();
    assert_eq!(clawed.gone(), [Gone { lot: id(1), expired: amount(50), at: day(10) }], "the latest first");
    wallet.forget_before(day(15));
    assert_eq!(wallet, forgetful);
    wallet.forget_before(day(21));
    assert!(wallet.is_empty());
}

#[test]
fn a_debt_is_repaid_by_the_next_credit() {
    let mut wallet = Wallet::new();
    let borrow = Move::Borrow { amount: amount(30) };
    assert_eq!(borrow.amount(), Ok(amount(-30)));
    wallet.apply(&borrow).unwrap();
    assert_eq!((wallet.balance(), wallet.available(day(1))), (amount(-30), Amount::ZERO));

    let Credit { repay, open } = wallet.plan_credit(amount(100));
    assert_eq!((repay, open), (amount(30), amount(70)));
    let moves = [Move::Repay { amount: repay }, Move::Open(lot(2, open.get(), None))];
    assert_eq!(Move::total(&moves), Ok(amount(100)));
    for step in &moves {
        wallet.apply(step).unwrap();
    }
    assert_eq!((wallet.balance(), wallet.debt()), (amount(70), Amount::ZERO));
    let more = LedgerError::DebtShort { debt: Amount::ZERO, asked: amount(1) };
    assert_eq!(wallet.apply(&Move::Repay { amount: amount(1) }), Err(more));
}

#[test]
fn a_debt_must_stay_covered_by_what_is_not_spent() {
    let mut wallet = wallet(&[lot(1, 100, None)]);
    held(&mut wallet, 7, &[part(1, 100)], 2);
    wallet.apply(&Move::Borrow { amount: amount(60) }).unwrap();
    wallet.apply(&Move::Release { hold: 7 }).unwrap();
    assert_eq!((wallet.balance(), wallet.available(day(1))), (amount(40), amount(40)));
    assert_eq!(wallet.plan_debit(amount(41), day(1)), Err(Short { available: amount(40) }));
    assert_eq!(wallet.plan_debit(amount(40), day(1)), Ok(vec![part(1, 40)]));
}

#[test]
fn a_hold_keeps_others_out_and_is_captured_in_part() {
    let mut wallet = wallet(&[lot(1, 50, Some(10)), lot(2, 50, None)]);
    let parts = wallet.plan_debit(amount(70), day(1)).unwrap();
    held(&mut wallet, 7, &parts, 2);
    assert_eq!(
        (wallet.balance(), wallet.available(day(1)), wallet.reserved()),
        (amount(100), amount(30), amount(70))
    );
    let short = LedgerError::LotShort { lot: id(1), free: Amount::ZERO, asked: amount(1) };
    assert_eq!(wallet.apply(&Move::Spend(part(1, 1))), Err(short));

    assert_eq!(wallet.plan_capture(7, amount(70), day(2)), Err(LedgerError::HoldLapsed(7)));
    let over = LedgerError::HoldShort { hold: 7, reserved: amount(70), asked: amount(71) };
    assert_eq!(wallet.plan_capture(7, amount(71), day(1)), Err(over));
    let parts = wallet.plan_capture(7, amount(60), day(1)).unwrap();
    assert_eq!(parts, [part(1, 50), part(2, 10)]);
    let capture = Move::Capture { hold: 7, parts };
    assert_eq!(capture.amount(), Ok(amount(-60)));
    wallet.apply(&capture).unwrap();
    assert_eq!(
        (wallet.balance(), wallet.available(day(1)), wallet.holds().len()),
        (amount(40), amount(40), 0)
    );
    assert_eq!(wallet.apply(&capture), Err(LedgerError::NoHold(7)));
}

#[test]
fn expiry_waits_for_the_hold() {
    let mut wallet = wallet(&[lot(1, 150, Some(10))]);
    held(&mut wallet, 7, &[part(1, 50)], 12);
    assert_eq!(wallet.next_due(), Some(day(10)));
    assert_eq!(wallet.plan_expire(day(10)), [part(1, 100)]);
    let all = LedgerError::LotShort { lot: id(1), free: amount(100), asked: amount(150) };
    assert_eq!(wallet.apply(&Move::Expire { part: part(1, 150), at: day(10) }), Err(all));
    wallet.apply(&Move::Expire { part: part(1, 100), at: day(10) }).unwrap();

    assert_eq!((wallet.next_due(), wallet.lapsed(day(11))), (Some(day(12)), vec![]));
    assert_eq!((wallet.lapsed(day(12)), wallet.plan_expire(day(12))), (vec![7], vec![]));
    wallet.apply(&Move::Release { hold: 7 }).unwrap();
    assert_eq!(wallet.next_due(), Some(day(10)), "overdue since the lot's own expiry");
    assert_eq!(wallet.available(day(12)), Amount::ZERO);
    wallet.apply(&Move::Expire { part: part(1, 50), at: day(10) }).unwrap();
    assert_eq!(wallet.gone(), [Gone { lot: id(1), expired: amount(150), at: day(10) }]);
}

#[test]
fn points_of_a_cancelled_redemption_return_to_their_lot_and_live_on() {
    let mut wallet = wallet(&[lot(1, 150, Some(10)), lot(2, 5, Some(20))]);
    wallet.apply(&Move::Spend(part(1, 100))).unwrap();
    let back = Lot { remaining: amount(100), ..lot(1, 150, Some(40)) };
    assert_eq!(Move::GiveBack(back.clone()).amount(), Ok(amount(100)));
    wallet.apply(&Move::GiveBack(back.clone())).unwrap();
    assert_eq!(wallet.lots(), [lot(2, 5, Some(20)), lot(1, 150, Some(40))], "in its new place");

    let refused = |wallet: &mut Wallet, lot| {
        let refused = wallet.apply(&Move::GiveBack(lot));
        assert!(matches!(refused, Err(LedgerError::LotMismatch { .. })), "{refused:?}");
    };
    refused(&mut wallet, Lot { remaining: amount(1), ..back.clone() });
    wallet.apply(&Move::Spend(part(1, 150))).unwrap();
    assert!(wallet.lot(id(1)).is_none());
    wallet.apply(&Move::GiveBack(back.clone())).unwrap();
    assert_eq!(wallet.lot(id(1)).unwrap().remaining, amount(100), "made again when it was gone");
    refused(&mut wallet, Lot { remaining: amount(1), expires: Some(day(39)), ..back.clone() });
    refused(&mut wallet, Lot { remaining: amount(1), amount: amount(151), ..back.clone() });
    wallet.apply(&Move::GiveBack(Lot { remaining: amount(1), expires: None, ..back })).unwrap();
    assert_eq!(wallet.lots().last().unwrap().expires, None);
}

#[test]
fn an_expired_lot_takes_back_no_more_than_was_spent_of_it() {
    let mut wallet = wallet(&[lot(1, 150, Some(10))]);
    wallet.apply(&Move::Spend(part(1, 50))).unwrap();
    wallet.apply(&Move::Expire { part: part(1, 100), at: day(10) }).unwrap();
    let back = |number| Move::GiveBack(Lot { remaining: amount(number), ..lot(1, 150, Some(40)) });
    assert!(matches!(wallet.apply(&back(51)), Err(LedgerError::LotMismatch { .. })));
    wallet.apply(&back(50)).unwrap();
    assert_eq!(wallet.available(day(11)), amount(50));
}

#[test]
fn a_lot_on_approval_waits_for_it() {
    let mut waiting = lot(1, 40, Some(30));
    waiting.available = Availability::OnApproval;
    let mut wallet = wallet(&[waiting]);
    assert_eq!((wallet.available(day(9)), wallet.pending(day(9))), (Amount::ZERO, amount(40)));
    let approve = Move::Approve { lot: id(1), at: day(9) };
    wallet.apply(&approve).unwrap();
    assert_eq!((wallet.available(day(9)), wallet.pending(day(9))), (amount(40), Amount::ZERO));
    assert!(matches!(wallet.apply(&approve), Err(LedgerError::LotMismatch { .. })));
}

#[test]
fn a_merge_moves_lots_whole() {
    let mut from = wallet(&[lot(1, 150, Some(10))]);
    from.apply(&Move::Spend(part(1, 50))).unwrap();
    let mut to = wallet(&[lot(2, 5, None)]);
    let moved = from.lot(id(1)).unwrap().clone();
    assert!(matches!(from.apply(&Move::HandOver(part(1, 99))), Err(LedgerError::LotMismatch { .. })));
    from.apply(&Move::HandOver(part(1, 100))).unwrap();
    to.apply(&Move::Receive(moved.clone())).unwrap();
    assert_eq!((from.balance(), to.balance()), (Amount::ZERO, amount(105)));
    assert_eq!(to.apply(&Move::Receive(moved)), Err(LedgerError::LotExists(id(1))));

    let gone = Gone { lot: id(3), expired: amount(9), at: day(1) };
    to.apply(&Move::ReceiveGone(gone)).unwrap();
    assert_eq!(to.apply(&Move::ReceiveGone(gone)), Err(LedgerError::LotExists(id(3))));
    // It came back and expired a second time: each part is handed over by its own time.
    let again = Gone { expired: amount(2), at: day(5), ..gone };
    to.apply(&Move::ReceiveGone(again)).unwrap();
    let over = |at| Move::HandOverGone { lot: id(3), at };
    to.apply(&over(day(5))).unwrap();
    assert_eq!(to.gone(), [gone]);
    assert_eq!(to.apply(&over(day(5))), Err(LedgerError::NoLot(id(3))));
    to.apply(&over(day(1))).unwrap();
}

#[test]
fn idleness_expires_everything_that_is_not_reserved() {
    let mut wallet = wallet(&[lot(1, 10, Some(10)), lot(2, 20, None)]);
    wallet.apply(&Move::Touch { at: day(3) }).unwrap();
    wallet.apply(&Move::Touch { at: day(2) }).unwrap();
    assert_eq!(wallet.last_activity(), Some(day(3)), "a late event does not make the party idle");
    held(&mut wallet, 7, &[part(2, 5)], 9);
    assert_eq!(wallet.plan_expire_idle(), [part(1, 10), part(2, 15)]);
}

#[test]
fn a_refused_move_changes_nothing() {
    let mut wallet = wallet(&[lot(1, 10, Some(10))]);
    held(&mut wallet, 7, &[part(1, 4)], 9);
    let before = wallet.clone();
    let huge = Lot { id: id(9), ..lot(9, Amount::LIMIT, None) };
    let reserve = |parts: Vec<Part>| Move::Reserve { hold: 8, parts, lapses: day(9) };
    let refused = [
        (Move::Open(lot(1, 10, None)), LedgerError::LotExists(id(1))),
        (Move::Open(lot(2, 0, None)), LedgerError::NotPositive),
        (Move::Open(lot(2, -5, None)), LedgerError::NotPositive),
        (Move::Open(huge), LedgerError::Overflow),
        (Move::Spend(part(2, 1)), LedgerError::NoLot(id(2))),
        (Move::Spend(part(1, 0)), LedgerError::NotPositive),
        (Move::Claw(part(1, 7)), LedgerError::LotShort { lot: id(1), free: amount(6), asked: amount(7) }),
        (Move::Borrow { amount: amount(-1) }, LedgerError::NotPositive),
        (reserve(vec![]), LedgerError::HoldParts),
        (reserve(vec![part(1, 1), part(1, 1)]), LedgerError::HoldParts),
        (reserve(vec![part(1, 7)]), LedgerError::LotShort { lot: id(1), free: amount(6), asked: amount(7) }),
        (Move::Reserve { hold: 7, parts: vec![part(1, 1)], lapses: day(9) }, LedgerError::HoldExists(7)),
        (Move::Release { hold: 8 }, LedgerError::NoHold(8)),
        (Move::Capture { hold: 7, parts: vec![] }, LedgerError::HoldParts),
        (
            Move::Capture { hold: 7, parts: vec![part(1, 5)] },
            LedgerError::HoldShort { hold: 7, reserved: amount(4), asked: amount(5) },
        ),
        (
            Move::HandOver(part(1, 10)),
            LedgerError::LotShort { lot: id(1), free: amount(6), asked: amount(10) },
        ),
        (
            Move::ClawExpired(part(1, 1)),
            LedgerError::ExpiredShort { lot: id(1), expired: amount(0), asked: amount(1) },
        ),
    ];
    for (step, why) in refused {
        assert_eq!(wallet.apply(&step), Err(why), "{step:?}");
        assert_eq!(wallet, before);
    }
}

/// A wallet as stored, open to spoiling.
type Stored = (Vec<Lot>, Amount, Vec<Hold>, Vec<Gone>, Option<Instant>);

#[test]
fn a_corrupt_snapshot_is_refused() {
    let mut good = wallet(&[lot(1, 10, Some(10)), lot(2, 5, None)]);
    held(&mut good, 7, &[part(1, 4)], 9);
    good.apply(&Move::Touch { at: day(1) }).unwrap();
    let stored = minicbor::to_vec(&good).unwrap();
    assert_eq!(minicbor::decode::<Wallet>(&stored).unwrap(), good);

    let taken_apart = || minicbor::decode::<Stored>(&stored).unwrap();
    let mut spoiled = Vec::new();
    let mut spoil = |change: fn(&mut Stored)| {
        let mut parts = taken_apart();
        change(&mut parts);
        spoiled.push(minicbor::to_vec(parts).unwrap());
    };
    spoil(|stored| stored.0.reverse());
    spoil(|stored| stored.0[1].id = id(1));
    spoil(|stored| stored.0[0].remaining = amount(11));
    spoil(|stored| stored.0[0].remaining = amount(0));
    spoil(|stored| stored.0[0].remaining = amount(3));
    spoil(|stored| stored.1 = amount(-1));
    spoil(|stored| stored.2[0].parts[0].lot = id(3));
    spoil(|stored| stored.2[0].parts[0].amount = amount(-4));
    spoil(|stored| stored.2[0].parts.clear());
    spoil(|stored| stored.3.push(Gone { lot: id(1), expired: amount(1), at: day(1) }));
    spoil(|stored| stored.3.push(Gone { lot: id(9), expired: amount(0), at: day(1) }));
    for bytes in spoiled {
        assert!(minicbor::decode::<Wallet>(&bytes).is_err());
    }
}
