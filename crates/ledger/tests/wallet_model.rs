//! Random lives of a wallet beside a naive model that only counts.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its builders too")]

use std::collections::BTreeMap;

use coterie_calendar::Instant;
use coterie_ledger::{Amount, Availability, Lot, LotId, Move, Part, Party, Wallet};
use proptest::prelude::*;

/// What happens to the wallet; times are minutes, amounts a few points, so that everything collides.
#[derive(Debug, Clone)]
enum Act {
    Credit { number: i64, waits: i64, lives: Option<i64> },
    Debit { number: i64 },
    Hold { number: i64, lasts: i64 },
    Capture { which: usize, number: i64 },
    Release { which: usize },
    Claw { which: usize, number: i64 },
    GiveBack { which: usize, number: i64, lives: i64 },
    Pass { minutes: i64 },
}

fn acts() -> impl Strategy<Value = Act> {
    prop_oneof![
        (1_i64..50, 0_i64..3, proptest::option::of(1_i64..30))
            .prop_map(|(number, waits, lives)| Act::Credit { number, waits, lives }),
        (1_i64..60).prop_map(|number| Act::Debit { number }),
        (1_i64..40, 1_i64..20).prop_map(|(number, lasts)| Act::Hold { number, lasts }),
        (0_usize..4, 1_i64..40).prop_map(|(which, number)| Act::Capture { which, number }),
        (0_usize..4).prop_map(|which| Act::Release { which }),
        (0_usize..30, 1_i64..40).prop_map(|(which, number)| Act::Claw { which, number }),
        (0_usize..30, 1_i64..40, 1_i64..30).prop_map(|(which, number, lives)| Act::GiveBack {
            which,
            number,
            lives
        }),
        (1_i64..8).prop_map(|minutes| Act::Pass { minutes }),
    ]
}

/// What became of each lot, counted without looking at the wallet's own numbers.
#[derive(Debug, Clone, Default)]
struct Fate {
    opened: i64,
    spent: i64,
    expired: i64,
    clawed: i64,
    clawed_expired: i64,
    expires: Option<Instant>,
}

struct Life {
    wallet: Wallet,
    now: Instant,
    fates: BTreeMap<LotId, Fate>,
    position: u64,
    debt: i64,
    balance: i64,
}

fn amount(number: i64) -> Amount {
    Amount::new(number).unwrap()
}

fn minutes_after(at: Instant, minutes: i64) -> Instant {
    Instant::from_millis(at.millis() + minutes * 60_000).unwrap()
}

impl Life {
    fn new() -> Self {
        let now = Instant::from_seconds(1_772_280_000).unwrap();
        Self { wallet: Wallet::new(), now, fates: BTreeMap::new(), position: 1, debt: 0, balance: 0 }
    }

    fn apply(&mut self, step: &Move) {
        let before = self.wallet.balance();
        self.wallet.apply(step).unwrap();
        let change = self.wallet.balance().checked_sub(before).unwrap();
        assert_eq!(step.amount(), Ok(change), "a move says what it changes: {step:?}");
        self.balance += change.get();
        let stored = minicbor::to_vec(step).unwrap();
        assert_eq!(minicbor::decode::<Move>(&stored).unwrap(), *step);
    }

    fn spend(&mut self, parts: &[Part]) {
        for part in parts {
            self.fates.get_mut(&part.lot).unwrap().spent += part.amount.get();
        }
    }

    fn act(&mut self, act: &Act) {
        self.position += 1;
        match *act {
            Act::Credit { number, waits, lives } => self.credit(number, waits, lives),
            Act::Debit { number } => {
                let available = self.wallet.available(self.now);
                match self.wallet.plan_debit(amount(number), self.now) {
                    Ok(parts) => {
                        assert!(number <= available.get());
                        self.assert_order(&parts, number);
                        for part in &parts {
                            self.apply(&Move::Spend(*part));
                        }
                        self.spend(&parts);
                    }
                    Err(short) => assert!(short.available == available && number > available.get()),
                }
            }
            Act::Hold { number, lasts } => {
                let parts = self.wallet.plan_debit_up_to(amount(number), self.now);
                if !parts.is_empty() {
                    let available = self.wallet.available(self.now);
                    let reserved = Part::total(&parts).unwrap();
                    let lapses = minutes_after(self.now, lasts);
                    self.apply(&Move::Reserve { hold: self.position, parts, lapses });
                    assert_eq!(self.wallet.available(self.now), available.checked_sub(reserved).unwrap());
                }
            }
            Act::Capture { which, number } => {
                if let Some(hold) = self.wallet.holds().get(which).cloned() {
                    let number = number.min(Part::total(&hold.parts).unwrap().get());
                    let parts = self.wallet.plan_capture(hold.id, amount(number), self.now).unwrap();
                    self.apply(&Move::Capture { hold: hold.id, parts: parts.clone() });
                    self.spend(&parts);
                    self.tick();
                }
            }
            Act::Release { which } => {
                if let Some(hold) = self.wallet.holds().get(which).map(|hold| hold.id) {
                    self.apply(&Move::Release { hold });
                    self.tick();
                }
            }
            Act::Claw { which, number } => self.claw(which, number),
            Act::GiveBack { which, number, lives } => self.give_back(which, number, lives),
            Act::Pass { minutes } => {
                self.now = minutes_after(self.now, minutes);
                self.tick();
            }
        }
    }

    fn credit(&mut self, number: i64, waits: i64, lives: Option<i64>) {
        let id = LotId { position: self.position, index: 0 };
        let credit = self.wallet.plan_credit(amount(number));
        assert_eq!(credit.repay.get(), self.debt.min(number));
        if credit.repay.is_positive() {
            self.apply(&Move::Repay { amount: credit.repay });
            self.debt -= credit.repay.get();
        }
        if credit.open.is_positive() {
            let available = Availability::From(minutes_after(self.now, waits));
            let expires = lives.map(|lives| minutes_after(self.now, lives));
            let lot = Lot::opened(id, credit.open, available, expires, Party::coalition());
            self.apply(&Move::Open(lot));
            self.fates.insert(id, Fate { opened: credit.open.get(), expires, ..Fate::default() });
        }
    }

    fn claw(&mut self, which: usize, number: i64) {
        let Some((id, fate)) = self.fates.iter().nth(which).map(|(id, fate)| (*id, fate.clone())) else {
            return;
        };
        let left = fate.opened - fate.clawed - fate.clawed_expired;
        let number = number.min(left);
        let taken = self.wallet.plan_claw(id, amount(number));
        let held = self.wallet.reserved_of(id).get();
        let unspent = left - fate.spent - (fate.expired - fate.clawed_expired) - held;
        assert_eq!(taken.unspent.get(), number.min(unspent), "{fate:?}");
        assert_eq!(
            taken.expired.get(),
            (number - taken.unspent.get()).min(fate.expired - fate.clawed_expired)
        );
        assert_eq!(taken.unspent.get() + taken.expired.get() + taken.spent.get(), number);
        for step in taken.moves(id) {
            self.apply(&step);
        }
        let fate = self.fates.get_mut(&id).unwrap();
        fate.clawed += taken.unspent.get();
        fate.clawed_expired += taken.expired.get();
        if taken.spent.is_positive() {
            self.apply(&Move::Borrow { amount: taken.spent });
            self.debt += taken.spent.get();
        }
    }

    fn give_back(&mut self, which: usize, number: i64, lives: i64) {
        let Some((id, fate)) = self.fates.iter().nth(which).map(|(id, fate)| (*id, fate.clone())) else {
            return;
        };
        let number = number.min(fate.spent);
        if number == 0 {
            return;
        }
        let expires = fate.expires.map(|expires| expires.max(minutes_after(self.now, lives)));
        let opened =
            Lot::opened(id, amount(fate.opened), Availability::From(self.now), expires, Party::coalition());
        self.apply(&Move::GiveBack(Lot { remaining: amount(number), ..opened }));
        let fate = self.fates.get_mut(&id).unwrap();
        (fate.spent, fate.expires) = (fate.spent - number, expires);
    }

    /// Lets lapse what lapses and expire what is due, as a tick does.
    fn tick(&mut self) {
        for hold in self.wallet.lapsed(self.now) {
            self.apply(&Move::Release { hold });
        }
        for part in self.wallet.plan_expire(self.now) {
            assert_eq!(part.amount.get(), self.unreserved(part.lot));
            let at = self.wallet.lot(part.lot).unwrap().expires.unwrap();
            self.apply(&Move::Expire { part, at });
            self.fates.get_mut(&part.lot).unwrap().expired += part.amount.get();
        }
        assert!(self.wallet.next_due().is_none_or(|due| due > self.now), "nothing due is left");
    }

    fn unreserved(&self, lot: LotId) -> i64 {
        self.wallet.lot(lot).unwrap().remaining.get() - self.wallet.reserved_of(lot).get()
    }

    /// Nothing usable that expires earlier (or equally, with an older lot) is left behind.
    fn assert_order(&self, parts: &[Part], number: i64) {
        assert_eq!(Part::total(parts), Ok(amount(number)));
        let mut usable: Vec<_> = self.wallet.lots().iter().filter(|lot| lot.is_usable(self.now)).collect();
        usable.sort_by_key(|lot| (lot.expires.map_or(i64::MAX, Instant::millis), lot.id));
        let mut missing = number;
        let expected = usable.into_iter().map(|lot| {
            let taken = missing.min(self.unreserved(lot.id));
            missing -= taken;
            Part { lot: lot.id, amount: amount(taken) }
        });
        let expected: Vec<_> = expected.filter(|part| part.amount.is_positive()).collect();
        assert_eq!(parts, expected);
    }

    fn assert_consistent(&self) {
        assert_eq!(self.wallet.check(), Ok(()));
        let mut remaining = 0;
        for (id, fate) in &self.fates {
            let left = self.wallet.lot(*id).map_or(0, |lot| lot.remaining.get());
            assert_eq!(fate.opened, left + fate.spent + fate.expired + fate.clawed, "{id}: {fate:?}");
            assert!(left >= 0 && fate.spent >= 0);
            assert_eq!(self.wallet.expired_of(*id).get(), fate.expired - fate.clawed_expired);
            remaining += left;
        }
        assert_eq!(self.wallet.debt().get(), self.debt);
        assert_eq!(
            (self.wallet.balance().get(), self.balance),
            (remaining - self.debt, remaining - self.debt)
        );
        let parts = self.wallet.holds().iter().flat_map(|hold| &hold.parts);
        for part in parts {
            assert!(self.unreserved(part.lot) >= 0, "what is reserved is still there");
        }
        let stored = minicbor::to_vec(&self.wallet).unwrap();
        assert_eq!(minicbor::decode::<Wallet>(&stored).unwrap(), self.wallet);
    }
}

/// Any move at all, sensible or not.
fn wild_moves() -> impl Strategy<Value = Move> {
    let ids = || (0_u64..4).prop_map(|position| LotId { position, index: 0 });
    let numbers = || prop_oneof![-3_i64..20, Just(Amount::LIMIT), Just(-Amount::LIMIT)].prop_map(amount);
    let parts = move || (ids(), numbers()).prop_map(|(lot, amount)| Part { lot, amount });
    let times = || (0_i64..20).prop_map(|minute| Instant::from_seconds(minute * 60).unwrap());
    let lots = move || {
        (ids(), numbers(), numbers(), proptest::option::of(times())).prop_map(
            |(id, amount, remaining, expires)| Lot {
                id,
                amount,
                remaining,
                available: Availability::OnApproval,
                expires,
                payer: Party::coalition(),
            },
        )
    };
    prop_oneof![
        (ids(), numbers()).prop_map(|(id, amount)| {
            Move::Open(Lot::opened(id, amount, Availability::OnApproval, None, Party::coalition()))
        }),
        lots().prop_map(Move::GiveBack),
        lots().prop_map(Move::Receive),
        parts().prop_map(Move::Spend),
        parts().prop_map(Move::ClawExpired),
        parts().prop_map(Move::HandOver),
        (parts(), times()).prop_map(|(part, at)| Move::Expire { part, at }),
        numbers().prop_map(|amount| Move::Borrow { amount }),
        numbers().prop_map(|amount| Move::Repay { amount }),
        (0_u64..3, proptest::collection::vec(parts(), 0..3), times())
            .prop_map(|(hold, parts, lapses)| Move::Reserve { hold, parts, lapses }),
        (0_u64..3, proptest::collection::vec(parts(), 0..3))
            .prop_map(|(hold, parts)| Move::Capture { hold, parts }),
        (0_u64..3).prop_map(|hold| Move::Release { hold }),
        (ids(), times()).prop_map(|(lot, at)| Move::Approve { lot, at }),
        (ids(), numbers(), times()).prop_map(|(lot, expired, at)| Move::ReceiveGone(coterie_ledger::Gone {
            lot,
            expired,
            at
        })),
        (ids(), times()).prop_map(|(lot, at)| Move::HandOverGone { lot, at }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_point_is_remaining_spent_expired_or_clawed(acts in proptest::collection::vec(acts(), 1..60)) {
        let mut life = Life::new();
        for act in &acts {
            life.act(act);
            life.assert_consistent();
        }
    }

    #[test]
    fn no_move_breaks_a_wallet_and_a_refused_one_leaves_no_trace(
        moves in proptest::collection::vec(wild_moves(), 1..60),
    ) {
        let mut wallet = Wallet::new();
        for step in moves {
            let before = wallet.clone();
            if wallet.apply(&step).is_ok() {
                let change = wallet.balance().checked_sub(before.balance());
                // Two wallets within the limit may differ by more than it.
                prop_assert!(change.is_err() || change == step.amount());
            } else {
                prop_assert_eq!(&wallet, &before);
            }
            prop_assert_eq!(wallet.check(), Ok(()));
        }
    }
}
