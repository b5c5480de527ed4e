//! The lines of a basket, and the lines that come back of one.

use std::borrow::Cow;

use compact_str::CompactString;
use coterie_program::diagnostic::did_you_mean;
use coterie_program::event::Line;

use super::Reading;
use crate::limits::{AMOUNT_MAX, BASKET_LINES_MAX, QUANTITY_MAX};
use crate::problem::{Path, shown};
use crate::shape::KindShape;
use crate::tree::Tree;

const NO_HELP: Option<&str> = None;

/// Fields of every basket line.
const LINE_FIELDS: [&str; 7] = ["id", "category", "sku", "amount", "quantity", "discount", "tax"];

/// Fields of a line given back.
const RETURN_FIELDS: [&str; 3] = ["id", "quantity", "amount"];

type Entries<'t> = [(Cow<'t, str>, Tree<'t>)];

impl Reading<'_> {
    /// The lines of a basket: a map by id, or a list. A line of a list without an id has its place, from 1, for one.
    pub(super) fn basket_lines(
        &mut self,
        shape: &KindShape,
        path: &Path<'_>,
        tree: &Tree<'_>,
    ) -> Option<Vec<Line>> {
        let lines: Vec<Option<Line>> = match tree {
            Tree::Map(lines) => {
                self.count(path, lines.len())?;
                let read = lines.iter().map(|(key, line)| {
                    let path = path.key(key);
                    let id = self.line_id(&path, key);
                    self.basket_line(shape, &path, line, id)
                });
                read.collect()
            }
            Tree::List(lines) => {
                self.count(path, lines.len())?;
                let read = lines.iter().enumerate().map(|(at, line)| {
                    let place = compact_str::format_compact!("{}", at + 1);
                    self.basket_line(shape, &path.item(at), line, Some(place))
                });
                read.collect()
            }
            other => {
                let help = "write `{\"a\": [\"food\", \"100.00\"]}`";
                return self.refuse(
                    path,
                    format!("lines are a map or a list, not {}", other.described()),
                    Some(help),
                );
            }
        };
        let lines = lines.into_iter().collect::<Option<Vec<_>>>()?;
        self.distinct(path, &lines)?;
        Some(lines)
    }

    fn count(&mut self, path: &Path<'_>, count: usize) -> Option<()> {
        if count > BASKET_LINES_MAX {
            let reason = format!("there are {count} lines, at most {BASKET_LINES_MAX} are allowed");
            return self.refuse(path, reason, NO_HELP);
        }
        Some(())
    }

    fn line_id(&mut self, path: &Path<'_>, key: &str) -> Option<CompactString> {
        self.id(path, &Tree::text(key))
    }

    fn distinct(&mut self, path: &Path<'_>, lines: &[Line]) -> Option<()> {
        let mut ids: Vec<&str> = lines.iter().map(|line| &*line.id).collect();
        ids.sort_unstable();
        match ids.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => self.refuse(path, format!("two lines have the id `{}`", shown(pair[0])), NO_HELP),
            None => Some(()),
        }
    }

    fn basket_line(
        &mut self,
        shape: &KindShape,
        path: &Path<'_>,
        tree: &Tree<'_>,
        id: Option<CompactString>,
    ) -> Option<Line> {
        match tree {
            Tree::List(pair) => self.short_line(path, pair, id),
            Tree::Map(entries) => self.long_line(shape, path, entries, id),
            other => {
                let help =
                    "write `[\"food\", \"100.00\"]` or `{\"category\": \"food\", \"amount\": \"100.00\"}`";
                self.refuse(path, format!("a line is expected, not {}", other.described()), Some(help))
            }
        }
    }

    /// `[category, amount]`.
    fn short_line(&mut self, path: &Path<'_>, pair: &[Tree<'_>], id: Option<CompactString>) -> Option<Line> {
        let [category, amount] = pair else {
            let reason =
                format!("a line in brackets has a category and an amount, not {} values", pair.len());
            return self.refuse(path, reason, Some("write `[\"food\", \"100.00\"]`"));
        };
        let category = self.id_or_empty(&path.item(0), category);
        let amount = self.not_negative(&path.item(1), amount);
        Some(Line { id: id?, category: category?, amount: amount?, quantity: 1, ..Line::default() })
    }

    fn long_line(
        &mut self,
        shape: &KindShape,
        path: &Path<'_>,
        entries: &Entries<'_>,
        id: Option<CompactString>,
    ) -> Option<Line> {
        let mut line = Line { quantity: 1, ..Line::default() };
        let (mut id, mut has_amount, mut whole) = (id, false, true);
        for (key, value) in entries {
            let path = path.key(key);
            let read = match &**key {
                "id" => self.id(&path, value).map(|given| id = Some(given)),
                "category" => self.id_or_empty(&path, value).map(|category| line.category = category),
                "sku" => self.id_or_empty(&path, value).map(|sku| line.sku = sku),
                "amount" => {
                    has_amount = true;
                    self.not_negative(&path, value).map(|amount| line.amount = amount)
                }
                "quantity" => self.quantity(&path, value).map(|quantity| line.quantity = quantity),
                "discount" => self.not_negative(&path, value).map(|discount| line.discount = discount),
                "tax" => self.not_negative(&path, value).map(|tax| line.tax = tax),
                name => {
                    let known = shape.line_keys.keys().map(String::as_str).chain(LINE_FIELDS);
                    // A misspelt amount is not missing as well.
                    has_amount |= did_you_mean(name, known) == Some("amount");
                    self.declared_line_field(shape, &path, name, value, &mut line)
                }
            };
            whole &= read.is_some();
        }
        if !has_amount {
            return self.refuse(&path.key("amount"), "the line has no amount", NO_HELP);
        }
        if !whole {
            return None;
        }
        if line.discount > line.amount {
            return self.refuse(
                &path.key("discount"),
                "the discount is more than the line's amount",
                NO_HELP,
            );
        }
        if line.tax > line.amount {
            return self.refuse(
                &path.key("tax"),
                "the tax is more than the line's amount, which contains it",
                NO_HELP,
            );
        }
        line.id = id?;
        line.fields.sort_unstable_by_key(|(id, _)| *id);
        Some(line)
    }

    fn declared_line_field(
        &mut self,
        shape: &KindShape,
        path: &Path<'_>,
        name: &str,
        tree: &Tree<'_>,
        line: &mut Line,
    ) -> Option<()> {
        let Some((id, declared)) = shape.line_keys.get(name) else {
            let known = LINE_FIELDS.into_iter().chain(shape.line_keys.keys().map(String::as_str));
            self.unknown_key(path, "a line", name, known);
            return None;
        };
        let value = self.value(path, tree, declared)?;
        line.fields.push((*id, value));
        Some(())
    }

    /// Money of a basket: never below zero.
    pub(super) fn not_negative(&mut self, path: &Path<'_>, tree: &Tree<'_>) -> Option<i64> {
        let amount = self.money(path, tree)?;
        if amount < 0 {
            return self.refuse(path, "the amount is below zero", Some("a return is an event `refund`"));
        }
        Some(amount)
    }

    fn quantity(&mut self, path: &Path<'_>, tree: &Tree<'_>) -> Option<i64> {
        let quantity = self.whole(path, tree, -QUANTITY_MAX, QUANTITY_MAX)?;
        if quantity < 0 {
            return self.refuse(path, "the quantity is below zero", Some("a return is an event `refund`"));
        }
        Some(quantity)
    }

    /// The lines given back: `["a", "b"]`, `{"a": {"quantity": 1}}`, or a list of maps with ids.
    pub(super) fn returned_lines(&mut self, path: &Path<'_>, tree: &Tree<'_>) -> Option<Vec<Line>> {
        let lines: Vec<Option<Line>> = match tree {
            Tree::Map(lines) if !lines.is_empty() => {
                self.count(path, lines.len())?;
                let read = lines.iter().map(|(key, line)| {
                    let path = path.key(key);
                    let id = self.line_id(&path, key);
                    self.returned_line(&path, line, id)
                });
                read.collect()
            }
            Tree::List(lines) if !lines.is_empty() => {
                self.count(path, lines.len())?;
                let read = lines.iter().enumerate().map(|(at, line)| {
                    let path = path.item(at);
                    match line {
                        Tree::Map(_) => self.returned_line(&path, line, None),
                        id => self.id(&path, id).map(|id| Line { id, ..Line::default() }),
                    }
                });
                read.collect()
            }
            Tree::Map(_) | Tree::List(_) => {
                let help = "leave `lines` out to give back all that remains";
                return self.refuse(path, "no line is named", Some(help));
            }
            other => {
                let help = "write `[\"a\", \"b\"]` or `{\"a\": {\"quantity\": 1}}`";
                return self.refuse(
                    path,
                    format!("lines are a map or a list, not {}", other.described()),
                    Some(help),
                );
            }
        };
        let lines = lines.into_iter().collect::<Option<Vec<_>>>()?;
        self.distinct(path, &lines)?;
        Some(lines)
    }

    fn returned_line(&mut self, path: &Path<'_>, tree: &Tree<'_>, id: Option<CompactString>) -> Option<Line> {
        let Tree::Map(entries) = tree else {
            let reason = format!("a map is expected, not {}", tree.described());
            return self.refuse(path, reason, Some("write `{\"quantity\": 1}` or `{\"amount\": \"5.00\"}`"));
        };
        let (mut id, mut quantity, mut amount, mut whole) = (id, None, None, true);
        for (key, value) in entries {
            let path = path.key(key);
            let read = match &**key {
                "id" => self.id(&path, value).map(|given| id = Some(given)),
                "quantity" => self.whole(&path, value, 1, QUANTITY_MAX).map(|given| quantity = Some(given)),
                "amount" => self.returned_amount(&path, value).map(|given| amount = Some(given)),
                _ => {
                    self.unknown_key(&path, "a line given back", key, RETURN_FIELDS);
                    None
                }
            };
            whole &= read.is_some();
        }
        if !whole {
            return None;
        }
        if quantity.is_some() && amount.is_some() {
            return self.refuse(path, "say how many pieces or how much money comes back, not both", NO_HELP);
        }
        let Some(id) = id else {
            return self.refuse(&path.key("id"), "the line has no id", NO_HELP);
        };
        Some(Line { id, quantity: quantity.unwrap_or(0), amount: amount.unwrap_or(0), ..Line::default() })
    }

    fn returned_amount(&mut self, path: &Path<'_>, tree: &Tree<'_>) -> Option<i64> {
        let amount = self.money(path, tree)?;
        if amount <= 0 {
            return self.refuse(path, "the amount given back is not above zero", NO_HELP);
        }
        Some(amount)
    }

    /// What the lines come to after their discounts; refused when it is beyond the largest amount.
    pub(super) fn sum(&mut self, path: &Path<'_>, lines: &[Line]) -> Option<i64> {
        let mut sums = lines.iter().map(|line| line.amount - line.discount);
        let sum = sums.try_fold(0_i64, |sum, line| Some(sum + line).filter(|sum| *sum <= AMOUNT_MAX));
        match sum {
            Some(sum) => Some(sum),
            None => self.refuse(path, "the lines come to more than the largest amount taken here", NO_HELP),
        }
    }
}
