//! What is not an amount of an account: vouchers, products, tickets, access, donations, messages, tiers.

use super::{Fired, Withheld, rests};
use crate::amount::{self, Leaf, scope_of};
use crate::context::Context;
use crate::decision::{Cause, Effect, Gift, Given, Leg};
use crate::draft::Draft;
use crate::error::DecideError;
use crate::record::VoucherRecord;
use crate::records::Records;
use compact_str::CompactString;
use coterie_ledger::{Amount, Book, Party, Rounding};
use coterie_program::compiled::What;
use sha2::{Digest, Sha256};

/// Letters and digits that nobody takes for one another.
const ALPHABET: &[u8] = b"ACDEFGHJKMNPRTWXY3479";

/// Characters of a code: 21^10 are more than 10^13, so guessing one of a million needs millions of tries.
const CODE_LENGTH: usize = 10;

pub(crate) fn give<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    fired: &[Fired<'_>],
    gave: &mut [bool],
) -> Result<(), DecideError> {
    for (place, one) in fired.iter().enumerate() {
        for (part, give) in one.rule.gives.iter().enumerate() {
            let Some(to) = context.beneficiary(one, give)? else {
                context.withhold(one.rule.id, || Withheld::Nobody);
                continue;
            };
            let mut facts = Vec::new();
            let given = match &give.what {
                What::Credit { .. } | What::Discount { .. } => continue,
                What::Voucher { name, valid, at } => {
                    let until =
                        valid.map(|span| context.program().zone.add(context.event.at, span)).transpose()?;
                    let at = at.as_deref().and_then(|id| Party::partner(id).ok());
                    let code = code(&context.engine.secret, draft.position, draft.next_gift());
                    Given::Voucher { name: name.as_str().into(), code, until, at }
                }
                What::Product(sku) => Given::Product(sku.as_str().into()),
                What::Ticket(name) => Given::Ticket(name.as_str().into()),
                What::Access(name) => Given::Access(name.as_str().into()),
                What::Message(name) => Given::Message(name.as_str().into()),
                What::Donation(amount) => {
                    let scope = scope_of(&one.who, &one.lines);
                    let Some(leaf) = context.leaf(amount, scope, &mut facts)? else { continue };
                    let exact = match leaf {
                        Leaf::Fixed(fixed) => fixed.saturating_mul(one.steps).into(),
                        leaf => amount::of_basis(&leaf, one.lines.amount())?,
                    };
                    let amount = amount::round(exact, Rounding::HalfUp)?;
                    if !amount.is_positive() {
                        let basis = one.lines.amount();
                        context.withhold_nothing(one.rule.id, part, (&facts, basis), |_| None);
                        continue;
                    }
                    Given::Donation(amount)
                }
                What::Tier { set, step, until } => {
                    let until =
                        until.map(|span| context.program().zone.add(context.event.at, span)).transpose()?;
                    Given::Tier { set: *set, step: *step, until }
                }
            };
            draft.meet(context, &to)?;
            let facts = context.with_facts_of_also(one.rule, &one.who, facts)?;
            let gift = draft.gift(Gift {
                rule: one.rule.id,
                part: part as u16,
                to: to.clone(),
                payer: one.payer.clone(),
                unlimited: given.amount().unwrap_or_default(),
                given: given.clone(),
                rests: rests(&one.lines),
                basis: one.lines.amount(),
                on: None,
                facts,
                bought_with: one.bought_with,
            });
            gave[place] = true;
            carry_out(context, draft, one, to, given, gift)?;
        }
    }
    Ok(())
}

/// What a gift changes beyond itself.
fn carry_out<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    one: &Fired<'_>,
    to: Party,
    given: Given,
    gift: u16,
) -> Result<(), DecideError> {
    match given {
        Given::Voucher { name, code, until, at } => {
            let record = VoucherRecord { as_of: 0, name, holder: to, until, at, used: None, void: false };
            draft.push(Effect::Voucher { code: coterie_program::value::normalise_code(&code), record });
        }
        Given::Donation(amount) => {
            draft.meet(context, &one.payer)?;
            draft.meet(context, &Party::coalition())?;
            let legs = vec![
                Leg::book(one.payer.clone(), Book::Issued, Amount::ZERO.checked_sub(amount)?),
                Leg::book(Party::coalition(), Book::PaidOut, amount),
            ];
            draft.transfer(draft.money_off(gift), Cause::Discount, Some(gift), legs)?;
        }
        Given::Tier { set, step, until } => {
            crate::tiers::grant(context, draft, &to, (set, step), until)?;
        }
        _ => {}
    }
    Ok(())
}

/// A voucher's code, drawn from the installation's secret and the gift's place: nobody can guess it, every replay finds
/// the same.
fn code(secret: &[u8; 32], position: u64, gift: u16) -> CompactString {
    let mut hash = Sha256::new();
    hash.update(secret);
    hash.update(position.to_be_bytes());
    hash.update(gift.to_be_bytes());
    let digest = hash.finalize();
    (0..CODE_LENGTH)
        .map(|place| {
            // Two bytes for each character keep the remainder's bias below a thousandth.
            let number = u16::from_be_bytes([digest[2 * place], digest[2 * place + 1]]);
            char::from(ALPHABET[usize::from(number) % ALPHABET.len()])
        })
        .collect()
}
