//! What a settlement says, and its arithmetic: from counts to money. The counts come from the tables or, as a proof, from the
//! lines of single entries.

use crate::books::AccountBooks;
use crate::error::ViewsError;
use crate::legs::book_of;
use crate::tables::earnings::Why;
use coterie_ledger::{Amount, Party, PartyKind, Rate, Settlement, Terms, settle};
use coterie_program::builtin::account::{
    DISCOUNTS, DISCOUNTS_FOR_POINTS, DISCOUNTS_FOR_POINTS_NAME, DISCOUNTS_NAME,
};
use coterie_program::compiled::{Account, Program};
use coterie_program::ids::{AccountId, Space};
use std::collections::BTreeMap;

/// A coalition's settlement for one period. Money in minor units of the program's currency. The coalition stands between all:
/// what partners pay goes to it, what they are paid and earn comes from it, so that its `net` and theirs come to zero together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettlementReport {
    /// `2026-03` or `2026-Q1`.
    pub period: String,
    /// The position of the entry that closed it; absent while it is open.
    pub closed_by: Option<u64>,
    /// Whether a later period of its kind was closed without it, so that it can be closed no more.
    pub is_passed_over: bool,
    /// One statement for each partner that settles in such a period, and for each other that moved anything, by name.
    pub partners: Vec<PartnerStatement>,
    /// The coalition's own counts. It has no price: what it gives, it gives out of the remainder.
    pub coalition: Vec<AccountStatement>,
    /// What all partners pay.
    pub pays: Amount,
    /// What all partners are paid.
    pub paid: Amount,
    /// What all partners earn on accounts that are kept in money.
    pub earned: Amount,
    /// What the coalition gets: pays less paid less earned. Negative when it pays.
    pub net: Amount,
    /// What the period added to accounts that others than partners hold in money, whoever gives it: the coalition owes it to
    /// their holders.
    pub owed: Vec<Owed>,
    /// What went to good causes in the name of those who gave it.
    pub donated: Amount,
    /// What remains with the coalition: its net less what is owed and donated. Negative when the coalition pays.
    pub remainder: Amount,
}

/// What is owed on an account that others than partners hold in money: cashback, thanks to employees. Minor units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// The account.
    pub account: String,
    /// Who holds it: `member`, `employee` …
    pub to: &'static str,
    /// Given by rules.
    pub given: Amount,
    /// Of what was given, taken back by refunds and superseded facts.
    pub taken_back: Amount,
    /// Spent, less what cancellations returned.
    pub spent: Amount,
    /// Expired.
    pub expired: Amount,
    /// Added by persons and by exchange, less what they took.
    pub otherwise: Amount,
    /// How much more is owed: given less taken back, spent and expired, and what was added otherwise. Negative when it is less;
    /// what was paid out is not taken off.
    pub amount: Amount,
    /// What was paid out in the period, of this or an earlier one.
    pub paid_out: Amount,
}

/// One partner's statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerStatement {
    /// `partner:polana`.
    pub partner: String,
    /// By account, by name.
    pub accounts: Vec<AccountStatement>,
    /// What it pays for what it gave to others, all accounts together.
    pub pays: Amount,
    /// What it is paid for what others spent at it.
    pub paid: Amount,
    /// What it earned on its own accounts that are kept in money, less what was taken back.
    pub earned: Amount,
    /// What it receives in the end: paid and earned less pays. Negative when it owes.
    pub net: Amount,
}

/// One account on a statement: counts in smallest parts, money in minor units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountStatement {
    /// The account.
    pub account: String,
    /// Issued to others, less what was clawed back, plus what was charged because it was spent before it could be clawed back.
    pub issued: Amount,
    /// Redeemed here, less what cancellations returned.
    pub redeemed: Amount,
    /// Expired, of what the party had issued (breakage); it moves no money.
    pub expired: Amount,
    /// What of `issued` belongs to periods that were closed before it came.
    pub issued_late: Amount,
    /// What of `redeemed` does.
    pub redeemed_late: Amount,
    /// What moved on the party's own account.
    pub own: Own,
    /// Entries behind the statement, counted once for each book and once for each reason of its own account.
    pub entries: i64,
    /// Money for one whole point issued; absent when the account has no price here.
    pub issue_price: Option<Rate>,
    /// Money for one whole point redeemed.
    pub redemption_price: Option<Rate>,
    /// What the partner pays for what it issued.
    pub pays: Amount,
    /// What it is paid for what was redeemed.
    pub paid: Amount,
    /// Paid less pays, and what its own account gained if it is kept in money.
    pub net: Amount,
}

/// What moved on a partner's own account, in smallest parts. What was given counts from the day it was given, pending or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// Given by rules.
    pub earned: Amount,
    /// Taken back by refunds and superseded facts.
    pub taken_back: Amount,
    /// Spent, less what cancellations returned.
    pub spent: Amount,
    /// Expired.
    pub expired: Amount,
    /// Corrected by persons, or moved from and to other accounts; negative when less came than went.
    pub otherwise: Amount,
    /// What of all this belongs to periods that were closed before it came.
    pub late: Amount,
}

/// One entry's part of a settlement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettlementLine {
    /// The entry.
    pub position: u64,
    /// The period in which it is settled.
    pub period: String,
    /// Whether its own period was closed before it came.
    pub is_correction: bool,
    /// The account.
    pub account: String,
    /// The book's word: `issued`, `redeemed` …; or why the party's own account moved: `earned`, `taken_back` …
    pub book: &'static str,
    /// Whether it is the party's own account that moved.
    pub is_own: bool,
    /// With the sign of its leg, smallest parts.
    pub amount: Amount,
}

/// What is known of one account of one party: everything, the corrections in it, and how many entries.
#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) all: AccountBooks,
    late: AccountBooks,
    own: Own,
    entries: i64,
}

impl Counts {
    /// Adds what a book stands at, the corrections in it, and how many entries made it.
    pub(crate) fn book(
        &mut self,
        word: &str,
        amount: i64,
        late: i64,
        entries: i64,
    ) -> Result<(), ViewsError> {
        let book = book_of(word).ok_or_else(|| ViewsError::Foreign(format!("the book {word}")))?;
        self.all.add(book, amount)?;
        self.late.add(book, late)?;
        self.entries += entries;
        Ok(())
    }

    /// Adds what moved the party's own account for one reason.
    pub(crate) fn own(&mut self, word: &str, amount: i64, late: i64, entries: i64) -> Result<(), ViewsError> {
        let why = Why::named(word).ok_or_else(|| ViewsError::Foreign(format!("the reason {word}")))?;
        let own = &mut self.own;
        let (of, signed) = match why {
            Why::Earned => (&mut own.earned, amount),
            Why::TakenBack => (&mut own.taken_back, -amount),
            Why::Spent => (&mut own.spent, -amount),
            Why::Expired => (&mut own.expired, -amount),
            Why::Otherwise => (&mut own.otherwise, amount),
        };
        *of = of.checked_add(Amount::new(signed)?)?;
        own.late = own.late.checked_add(Amount::new(late)?)?;
        self.entries += entries;
        Ok(())
    }
}

impl Own {
    /// Whether nothing moved.
    pub fn is_nothing(&self) -> bool {
        let moved = [self.earned, self.taken_back, self.spent, self.expired, self.otherwise];
        moved.iter().all(|amount| amount.is_zero())
    }

    /// What the account gained; negative when it lost.
    pub fn gained(&self) -> Result<Amount, ViewsError> {
        let lost = Amount::sum([self.taken_back, self.spent, self.expired])?;
        Ok(self.earned.checked_add(self.otherwise)?.checked_sub(lost)?)
    }
}

impl PartnerStatement {
    /// A partner's statement of what the lines of entries say alone: equal to the one of the tables if the lines are all of its
    /// period.
    pub fn of_lines(
        program: &Program,
        partner: &Party,
        lines: &[SettlementLine],
    ) -> Result<Self, ViewsError> {
        let mut accounts: BTreeMap<String, Counts> = BTreeMap::new();
        for line in lines {
            let counts = accounts.entry(line.account.clone()).or_default();
            let late = if line.is_correction { line.amount.get() } else { 0 };
            let add = if line.is_own { Counts::own } else { Counts::book };
            add(counts, line.book, line.amount.get(), late, 1)?;
        }
        Self::new(program, partner, accounts)
    }

    pub(crate) fn new(
        program: &Program,
        partner: &Party,
        accounts: BTreeMap<String, Counts>,
    ) -> Result<Self, ViewsError> {
        let accounts = account_statements(program, partner, accounts)?;
        let pays = Amount::sum(accounts.iter().map(|account| account.pays))?;
        let paid = Amount::sum(accounts.iter().map(|account| account.paid))?;
        let net = Amount::sum(accounts.iter().map(|account| account.net))?;
        let earned = net.checked_sub(paid)?.checked_add(pays)?;
        Ok(Self { partner: partner.to_string(), accounts, pays, paid, earned, net })
    }
}

/// The accounts of a party's statement.
pub(crate) fn account_statements(
    program: &Program,
    party: &Party,
    accounts: BTreeMap<String, Counts>,
) -> Result<Vec<AccountStatement>, ViewsError> {
    accounts.into_iter().map(|(account, counts)| statement(program, party, account, &counts)).collect()
}

/// What a party is debited for: issued less clawed back, plus what it is charged.
fn issued(books: &AccountBooks) -> Result<Amount, ViewsError> {
    Ok(Amount::new(books.issued - books.clawed + books.charged)?)
}

/// The account of the program that has a name, if it is kept in the program's currency.
fn in_money<'p>(program: &'p Program, name: &str) -> Option<&'p Account> {
    let id = program.registry.find(Space::Account, name).map(AccountId)?;
    program.accounts.get(id).filter(|account| account.unit == program.currency)
}

/// What the holders of accounts in the program's currency gained, partners aside, by account.
pub(crate) fn owed<'c>(
    program: &Program,
    counts: impl Iterator<Item = (&'c String, &'c Counts)>,
) -> Result<Vec<Owed>, ViewsError> {
    let mut books: BTreeMap<&str, AccountBooks> = BTreeMap::new();
    for (name, counts) in counts {
        books.entry(name).or_default().join(&counts.all)?;
    }
    let mut owed = Vec::new();
    for (name, all) in books {
        let Some(account) = in_money(program, name).filter(|account| account.of != PartyKind::Partner) else {
            continue;
        };
        let taken_back = Amount::new(all.clawed - all.written_off - all.charged)?;
        let otherwise = Amount::new(all.adjusted - all.exchanged)?;
        let amount = all.expected_outstanding().checked_add(all.paid_out).ok_or(ViewsError::Overflow)?;
        let one = Owed {
            account: name.to_owned(),
            to: account.of.word(),
            given: Amount::new(all.issued)?,
            taken_back,
            spent: Amount::new(all.redeemed)?,
            expired: Amount::new(all.expired)?,
            otherwise,
            amount: Amount::new(amount)?,
            paid_out: Amount::new(all.paid_out)?,
        };
        let parts = [one.given, one.taken_back, one.spent, one.expired, one.otherwise, one.paid_out];
        if parts.iter().any(|part| !part.is_zero()) {
            owed.push(one);
        }
    }
    Ok(owed)
}

/// What went to good causes: money off that was paid out instead.
pub(crate) fn donated<'c>(
    counts: impl Iterator<Item = (&'c String, &'c Counts)>,
) -> Result<Amount, ViewsError> {
    let discounts =
        counts.filter(|(name, _)| [DISCOUNTS_NAME, DISCOUNTS_FOR_POINTS_NAME].contains(&name.as_str()));
    let mut sum = Amount::ZERO;
    for (_, counts) in discounts {
        sum = sum.checked_add(Amount::new(counts.all.paid_out)?)?;
    }
    Ok(sum)
}

fn statement(
    program: &Program,
    party: &Party,
    account: String,
    counts: &Counts,
) -> Result<AccountStatement, ViewsError> {
    let (issued_all, redeemed) = (issued(&counts.all)?, Amount::new(counts.all.redeemed)?);
    let terms = terms(program, party, &account);
    let money = match &terms {
        Some(terms) => settle(issued_all, redeemed, terms)?,
        None => Settlement { pays: Amount::ZERO, paid: Amount::ZERO },
    };
    let gained = if in_money(program, &account).is_some() { counts.own.gained()? } else { Amount::ZERO };
    Ok(AccountStatement {
        account,
        issued: issued_all,
        redeemed,
        expired: Amount::new(counts.all.expired)?,
        issued_late: issued(&counts.late)?,
        redeemed_late: Amount::new(counts.late.redeemed)?,
        own: counts.own,
        entries: counts.entries,
        issue_price: terms.map(|terms| terms.issue_price),
        redemption_price: terms.map(|terms| terms.redemption_price),
        pays: money.pays,
        paid: money.paid,
        net: money.net()?.checked_add(gained)?,
    })
}

/// A party's prices for an account by its name. The coalition has none.
pub(crate) fn terms(program: &Program, party: &Party, account: &str) -> Option<Terms> {
    let id = match account {
        DISCOUNTS_NAME => DISCOUNTS,
        DISCOUNTS_FOR_POINTS_NAME => DISCOUNTS_FOR_POINTS,
        name => AccountId(program.registry.find(Space::Account, name)?),
    };
    program.prices(party, id).filter(|_| party.kind() != PartyKind::Coalition)
}
