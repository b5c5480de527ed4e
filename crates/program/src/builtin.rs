//! The event kinds and fields that every program has, with numbers that never change.

use crate::ids::{AccountId, FieldId, KindId};

macro_rules! numbered {
    ($id:ident, $names:ident, $doc:literal; $($(#[$meta:meta])* $constant:ident = $number:literal $name:literal),* $(,)?) => {
        $($(#[$meta])* pub const $constant: $id = $id($number);)*
        #[doc = $doc]
        pub const $names: &[&str] = &[$($name),*];
    };
}

/// Built-in kinds of events.
pub mod kind {
    use super::KindId;
    numbered! { KindId, NAMES, "Their names, by number.";
        /// Goods or services bought by a member at a partner.
        PURCHASE = 0 "purchase",
        /// Lines of a purchase given back.
        REFUND = 1 "refund",
        /// A reward asked for and given at once.
        REDEMPTION = 2 "redemption",
        /// A reward asked for; its price is reserved until captured or released.
        HOLD = 3 "hold",
        /// A hold becomes a redemption, in full or part.
        CAPTURE = 4 "capture",
        /// A hold is given up.
        RELEASE = 5 "release",
        /// A redemption is undone; its points return.
        CANCELLATION = 6 "cancellation",
        /// A voucher code is used.
        VOUCHER = 7 "voucher",
        /// A member joins.
        SIGNUP = 8 "signup",
        /// A member's attributes and relations are set.
        MEMBER = 9 "member",
        /// A partner's attributes and relations are set.
        PARTNER = 10 "partner",
        /// An employee's attributes and relations are set.
        EMPLOYEE = 11 "employee",
        /// What an event left pending becomes available.
        APPROVAL = 12 "approval",
        /// A person corrects an account, with a reason.
        ADJUSTMENT = 13 "adjustment",
        /// Points go from one member to another.
        TRANSFER = 14 "transfer",
        /// A tier is given by hand, until a date.
        TIER = 15 "tier",
        /// One member record becomes part of another.
        MERGE = 16 "merge",
        /// A period is closed.
        CLOSE = 17 "close",
        /// A program version is applied.
        APPLY = 18 "apply",
    }
}

/// Accounts that are no account of a program, yet have to add up: of money off and donations, minor units of its currency. Their
/// numbers are those that a registry gives last.
pub mod account {
    use super::AccountId;
    /// Money off that rules and free rewards give: who pays for it owes it, one for one, to whom the basket brings less.
    pub const DISCOUNTS: AccountId = AccountId(u16::MAX);
    /// Money off that was bought with points. A partner is paid for a point spent at it by the point's redemption price, so what
    /// that point took off is not owed to it a second time.
    pub const DISCOUNTS_FOR_POINTS: AccountId = AccountId(u16::MAX - 1);

    /// What [`DISCOUNTS`] is called among the accounts.
    pub const DISCOUNTS_NAME: &str = "discounts";
    /// What [`DISCOUNTS_FOR_POINTS`] is called among the accounts.
    pub const DISCOUNTS_FOR_POINTS_NAME: &str = "discounts_for_points";

    /// The name of an account that is one of these.
    pub fn name(account: AccountId) -> Option<&'static str> {
        match account {
            DISCOUNTS => Some(DISCOUNTS_NAME),
            DISCOUNTS_FOR_POINTS => Some(DISCOUNTS_FOR_POINTS_NAME),
            _ => None,
        }
    }

    /// Whether an account is one of these.
    pub fn is_money_off(account: AccountId) -> bool {
        name(account).is_some()
    }
}

/// Built-in fields of events.
pub mod field {
    use super::FieldId;
    numbered! { FieldId, NAMES, "Their names, by number.";
        /// The member concerned.
        MEMBER = 0 "member",
        /// The partner where it happened.
        PARTNER = 1 "partner",
        /// The place where it happened.
        LOCATION = 2 "location",
        /// The employee who served.
        EMPLOYEE = 3 "employee",
        /// The basket's total, minor units.
        TOTAL = 4 "total",
        /// Shipping charged, minor units, part of the total.
        SHIPPING = 5 "shipping",
        /// Codes entered at the till.
        CODES = 6 "codes",
        /// Paid in points, minor units of money, part of the total.
        TENDER_POINTS = 7 "tender.points",
        /// Paid by gift card or wallet, minor units, part of the total.
        TENDER_GIFT_CARD = 8 "tender.gift_card",
        /// The integrator's order id.
        ORDER = 9 "order",
        /// The purchase that a refund concerns, by its event id.
        PURCHASE = 10 "purchase",
        /// The reward asked for, by its name.
        REWARD = 11 "reward",
        /// An account, by its name.
        ACCOUNT = 12 "account",
        /// An amount in the account's smallest part.
        AMOUNT = 13 "amount",
        /// True when less than the amount will do.
        UP_TO = 14 "up_to",
        /// How many times.
        TIMES = 15 "times",
        /// The hold concerned, by its event id.
        HOLD = 16 "hold",
        /// The redemption concerned, by its event id.
        REDEMPTION = 17 "redemption",
        /// A voucher code.
        CODE = 18 "code",
        /// The event or record concerned.
        OF = 19 "of",
        /// Why a person did it.
        REASON = 20 "reason",
        /// When a lot expires.
        EXPIRES = 21 "expires",
        /// The giving side.
        FROM = 22 "from",
        /// The receiving side.
        TO = 23 "to",
        /// A tier set, by its name.
        TIER_SET = 24 "tier_set",
        /// A step of a tier set, by its name.
        STEP = 25 "step",
        /// Until when.
        UNTIL = 26 "until",
        /// The member record that remains after a merge.
        INTO = 27 "into",
        /// A period's label: `2026-03`, `2026-Q1`.
        PERIOD = 28 "period",
        /// The id of the fact that this one replaces.
        SUPERSEDES = 29 "supersedes",
        /// By which method a fact was computed, with its version.
        METHOD = 30 "method",
        /// On how many observations a fact stands.
        N = 31 "n",
        /// The household concerned.
        HOUSEHOLD = 32 "household",
        /// A program's file text, in an apply entry.
        TEXT = 33 "text",
        /// Which side a charge falls on in a correction.
        PAYER = 34 "payer",
    }
}

pub use field::NAMES as FIELD_NAMES;
pub use kind::NAMES as KIND_NAMES;
