//! A plan, told: who gains and loses, what partners pay, where tiers stand, and why the most affected are.

use super::difference::{Decided, Difference, Differences, Moment};
use super::moves::{Totals, WHYS, Why};
use super::tiers::StepChange;
use crate::rehearsal::Rehearsal;
use crate::settlement;
use coterie_calendar::Instant;
use coterie_decide::decision::Given;
use coterie_decide::record::PartyRecord;
use coterie_explain::{Names, arithmetic};
use coterie_ledger::{Amount, Party, PartyKind};
use coterie_program::builtin::account::DISCOUNTS;
use coterie_program::compiled::Program;
use coterie_program::ids::AccountId;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What an edited program would have done to a history. Amounts are decimal texts in the account's unit; `change` is after less
/// before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// The moment as of which both sides are compared, in the program's zone.
    pub at: String,
    /// The unit of all money.
    pub currency: String,
    /// How many events were decided again.
    pub events: u64,
    /// How many events are refused.
    pub refused: Figures<u64>,
    /// Members, households included, that gain: given more, less what is taken back, over all accounts in smallest parts.
    pub gaining: u64,
    /// Members that lose.
    pub losing: u64,
    /// Members for whom something differs, but not in all.
    pub shifted: u64,
    /// Members for whom nothing differs.
    pub unchanged: u64,
    /// What moved on each account in all.
    pub accounts: Vec<AccountTotals>,
    /// Each partner's part in each account, where there is any.
    pub partners: Vec<PartnerChange>,
    /// Who stands on each step, and what they gain.
    pub tiers: Vec<StepChange>,
    /// The most affected members, the most affected first.
    pub most_affected: Vec<Affected>,
}

/// A figure on both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figures<T> {
    /// As it happened.
    pub before: T,
    /// As it would have happened.
    pub after: T,
}

/// What moved on one account in all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccountTotals {
    /// The account; `discount` for money off baskets.
    pub account: String,
    /// Its unit.
    pub unit: String,
    /// Given by rules.
    pub given: Figures<String>,
    /// Taken back by refunds.
    pub taken_back: Figures<String>,
    /// Spent.
    pub spent: Figures<String>,
    /// Expired.
    pub expired: Figures<String>,
}

/// One partner's part in one account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartnerChange {
    /// The partner's id.
    pub partner: String,
    /// The account.
    pub account: String,
    /// As it happened, and as it would have.
    #[serde(flatten)]
    pub books: Figures<Books>,
    /// What it is paid and earns less what it pays: by how much that changes.
    pub net_change: String,
}

/// What a partner issued, took and earned, and the money for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Books {
    /// Points issued, less what refunds took back.
    pub issued: String,
    /// Points spent there.
    pub redeemed: String,
    /// Points issued there that expired.
    pub expired: String,
    /// What the partner pays.
    pub pays: String,
    /// What it is paid.
    pub paid: String,
    /// What its own account gained.
    pub earned: String,
}

/// A member for whom much differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Affected {
    /// Who: a member, or the household that keeps its members' account.
    pub party: String,
    /// What differs on each account.
    pub accounts: Vec<AccountChange>,
    /// How many events make a difference.
    pub events: u64,
    /// Those that make most of it, and what fell due by itself.
    pub because: Vec<Reason>,
}

/// What differs on one account of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccountChange {
    /// The account.
    pub account: String,
    /// Its unit.
    pub unit: String,
    /// Given by rules, less what was taken back: by how much that changes.
    pub gained: String,
    /// By how much what is spent changes.
    pub spent: String,
    /// By how much what expires changes.
    pub expired: String,
    /// What it holds at the end.
    pub balance: Figures<String>,
}

/// Why it differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The event's id, with its source before it when it names one; `clock` for what falls due by itself.
    pub event: String,
    /// When, in the program's zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// What rules gave, each with its arithmetic: `a_point_per_zloty: 20.00 ÷ 1.00 × 1 = 20`; what else moved:
    /// `-20 points (taken back)`; or why it was refused.
    pub before: Vec<String>,
    /// What they would have given.
    pub after: Vec<String>,
}

/// What a report is made of.
pub(super) struct Told<'a> {
    pub(super) before: &'a Rehearsal,
    pub(super) has_version: bool,
    pub(super) after: &'a Rehearsal,
    pub(super) totals: &'a Totals,
    pub(super) events: u64,
    pub(super) refused: [u64; 2],
}

/// Whether a record stands for a member in figures.
fn is_member(party: &Party) -> bool {
    matches!(party.kind(), PartyKind::Member | PartyKind::Household)
}

fn amount(names: &Names<'_>, account: AccountId, smallest: i64) -> String {
    Amount::new(smallest).map_or_else(|_| smallest.to_string(), |amount| names.amount(account, amount))
}

pub(super) fn signed(names: &Names<'_>, account: AccountId, smallest: i64) -> String {
    let text = amount(names, account, smallest);
    if smallest > 0 { format!("+{text}") } else { text }
}

impl<'a> Told<'a> {
    pub(super) fn program(&self) -> &'a Program {
        &self.after.engine().program
    }

    pub(super) fn names(&self) -> Names<'a> {
        Names::new(self.program())
    }

    /// The version that held last.
    pub(super) fn program_before(&self) -> Option<&'a Program> {
        self.has_version.then(|| &*self.before.engine().program)
    }

    pub(super) fn now(&self) -> Instant {
        self.before.clock()
    }

    pub(super) fn report(&self, differences: Differences, most: usize) -> Plan {
        let mut differences: FxHashMap<Party, Difference> = differences.0;
        differences.retain(|_, difference| !difference.is_nothing());
        let members =
            self.after.records().each_party().filter(|(party, _)| party.kind() == PartyKind::Member).count();
        let mut affected: Vec<(&Party, &Difference)> =
            differences.iter().filter(|(party, _)| is_member(party)).collect();
        let count =
            |test: fn(i64) -> bool| affected.iter().filter(|(_, one)| test(one.gain())).count() as u64;
        let (gaining, losing, shifted) =
            (count(|gain| gain > 0), count(|gain| gain < 0), count(|gain| gain == 0));
        affected.sort_unstable_by(|(one, a), (other, b)| {
            b.weight().cmp(&a.weight()).then_with(|| one.cmp(other))
        });
        Plan {
            at: self.now().in_zone(&self.program().zone),
            currency: self.names().unit(DISCOUNTS).to_owned(),
            events: self.events,
            refused: Figures { before: self.refused[0], after: self.refused[1] },
            gaining,
            losing,
            shifted,
            unchanged: (members as u64).saturating_sub(affected.len() as u64),
            accounts: self.accounts(),
            partners: self.partners(),
            tiers: self.tiers(&differences),
            most_affected: affected
                .into_iter()
                .take(most)
                .map(|(party, one)| self.affected(party, one))
                .collect(),
        }
    }

    fn accounts(&self) -> Vec<AccountTotals> {
        let names = self.names();
        let figures = |account: AccountId, sums: &[[i64; WHYS]; 2], why: Why, sign: i64| Figures {
            before: amount(&names, account, sign * sums[0][why as usize]),
            after: amount(&names, account, sign * sums[1][why as usize]),
        };
        let totals = self.totals.accounts.iter().map(|(account, sums)| AccountTotals {
            account: names.account(*account).to_owned(),
            unit: names.unit(*account).to_owned(),
            given: figures(*account, sums, Why::Given, 1),
            taken_back: figures(*account, sums, Why::TakenBack, -1),
            spent: figures(*account, sums, Why::Spent, -1),
            expired: figures(*account, sums, Why::Expired, -1),
        });
        totals.collect()
    }

    fn partners(&self) -> Vec<PartnerChange> {
        let names = self.names();
        let mut known: BTreeSet<&Party> = BTreeSet::new();
        for side in [self.before, self.after] {
            known.extend(
                side.records()
                    .each_party()
                    .map(|(party, _)| party)
                    .filter(|p| p.kind() == PartyKind::Partner),
            );
        }
        let mut told = Vec::new();
        for party in known {
            // Accounts that could not be settled are left out: their books would have been refused before.
            let lines = |program: Option<&Program>, record: Option<&PartyRecord>| {
                let lines = program.zip(record).and_then(|(p, r)| settlement::lines(p, party, r).ok());
                lines
                    .unwrap_or_default()
                    .into_iter()
                    .map(|line| (line.account, line))
                    .collect::<BTreeMap<_, _>>()
            };
            let before = lines(self.program_before(), record(self.before, party));
            let after = lines(Some(self.program()), record(self.after, party));
            let accounts: BTreeSet<AccountId> = before.keys().chain(after.keys()).copied().collect();
            for account in accounts {
                let books = |line: Option<&settlement::PartnerLine>| {
                    let of =
                        |amount: fn(&settlement::PartnerLine) -> Amount| line.map(amount).unwrap_or_default();
                    Books {
                        issued: names.amount(account, of(|line| line.issued)),
                        redeemed: names.amount(account, of(|line| line.redeemed)),
                        expired: names.amount(account, of(|line| line.expired)),
                        pays: names.money(of(|line| line.pays).get()),
                        paid: names.money(of(|line| line.paid).get()),
                        earned: names.amount(account, of(|line| line.earned)),
                    }
                };
                let net = |line: Option<&settlement::PartnerLine>| line.map_or(0, |line| line.net.get());
                let change = net(after.get(&account)).saturating_sub(net(before.get(&account)));
                told.push(PartnerChange {
                    partner: party.id().to_owned(),
                    account: names.account(account).to_owned(),
                    books: Figures { before: books(before.get(&account)), after: books(after.get(&account)) },
                    net_change: if change > 0 {
                        format!("+{}", names.money(change))
                    } else {
                        names.money(change)
                    },
                });
            }
        }
        told
    }

    fn affected(&self, party: &Party, difference: &Difference) -> Affected {
        let names = self.names();
        let mut accounts: Vec<&(AccountId, [i64; WHYS])> = difference.accounts.iter().collect();
        accounts.sort_unstable_by_key(|(account, _)| *account);
        let balance = |side: &Rehearsal, account: AccountId| {
            let wallet = record(side, party).and_then(|record| record.wallet(account));
            amount(&names, account, wallet.map_or(0, |wallet| wallet.balance().get()))
        };
        let accounts = accounts.into_iter().filter(|(_, whys)| whys.iter().any(|sum| *sum != 0)).map(
            |(account, whys)| {
                let gained = whys[Why::Given as usize].saturating_add(whys[Why::TakenBack as usize]);
                AccountChange {
                    account: names.account(*account).to_owned(),
                    unit: names.unit(*account).to_owned(),
                    gained: signed(&names, *account, gained),
                    spent: signed(&names, *account, -whys[Why::Spent as usize]),
                    expired: signed(&names, *account, -whys[Why::Expired as usize]),
                    balance: if *account == DISCOUNTS {
                        Figures { before: amount(&names, *account, 0), after: amount(&names, *account, 0) }
                    } else {
                        Figures {
                            before: balance(self.before, *account),
                            after: balance(self.after, *account),
                        }
                    },
                }
            },
        );
        let mut because: Vec<Reason> = difference.moments.iter().map(|one| self.moment(party, one)).collect();
        let clock = difference.clock.iter().filter(|(_, _, sum)| *sum != 0);
        let told: Vec<String> = clock
            .map(|(rule, account, sum)| format!("{}: {}", names.rule(*rule), signed(&names, *account, *sum)))
            .collect();
        if !told.is_empty() {
            because.push(Reason { event: "clock".to_owned(), at: None, before: Vec::new(), after: told });
        }
        Affected {
            party: party.to_string(),
            accounts: accounts.collect(),
            events: difference.events,
            because,
        }
    }

    fn moment(&self, party: &Party, moment: &Moment) -> Reason {
        let version = self.before.versions().number(moment.version);
        let before = version.map_or(self.program(), |engine| &engine.program);
        let event = match moment.source.as_str() {
            "" => moment.id.to_string(),
            source => format!("{source}/{}", moment.id),
        };
        Reason {
            event,
            at: Some(moment.at.in_zone(&self.program().zone)),
            before: told(before, &moment.before, party),
            after: told(self.program(), &moment.after, party),
        }
    }
}

/// What a side decided. A pooled account's gifts name the member: all gifts of credits are told for a household.
fn told(program: &Program, decided: &Decided, party: &Party) -> Vec<String> {
    let names = Names::new(program);
    let Decided { decision, moved } = decided;
    if let Some(refusal) = &decision.refusal {
        let reason = serde_json::to_value(refusal.reason).ok();
        return vec![format!(
            "refused: {}",
            reason.as_ref().and_then(|reason| reason.as_str()).unwrap_or_default().replace('_', " ")
        )];
    }
    let concerns =
        |to: &Party| to == party || (party.kind() == PartyKind::Household && to.kind() == PartyKind::Member);
    let gifts = decision.gifts.iter().enumerate().filter(|(_, gift)| concerns(&gift.to));
    let mut told: Vec<String> = gifts
        .filter(|(_, gift)| !matches!(gift.given, Given::Message(_)))
        .map(|(place, gift)| format!("{}: {}", names.rule(gift.rule), arithmetic(&names, decision, place)))
        .collect();
    // Gifts say themselves what they give.
    let without_gifts = told.is_empty();
    let others = moved.iter().filter(|(_, why, _)| without_gifts || *why != Why::Given);
    told.extend(others.map(|(account, why, amount)| {
        format!("{} {} ({})", signed(&names, *account, *amount), names.account(*account), why.word())
    }));
    told
}

pub(super) fn record<'r>(side: &'r Rehearsal, party: &Party) -> Option<&'r PartyRecord> {
    coterie_decide::Records::party(side.records(), party).ok().flatten()
}
