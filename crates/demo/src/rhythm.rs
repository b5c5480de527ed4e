//! When people go: how likely a visit is on a day, and at what time of day.

use crate::chance::Chance;
use crate::moment::{Day, Moment};
use crate::town::Shop;

/// How likely it is that somebody with so many visits in a thousand ordinary days goes to a shop on this day, in a million.
pub(crate) fn visit_per_million(shop: &Shop, visits: u32, day: Day) -> u32 {
    let month = usize::from(day.date().month()) - 1;
    // visits ÷ 1,000 × weekday ÷ 100 × month ÷ 100, in a million
    visits * shop.weekdays[day.weekday()] * shop.months[month] / 10
}

/// A time of day at which the shop is open.
pub(crate) fn time(shop: &Shop, day: Day, chance: &mut Chance) -> Moment {
    let (opens, weights) = shop.hours;
    let hour = opens + chance.weighted(weights.iter().copied()) as u32;
    let moment = day.at(hour, chance.below(60));
    Moment { second: moment.second + chance.below(60), ..moment }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::town::SHOPS;

    #[test]
    fn no_shop_is_open_at_night() {
        for shop in &SHOPS {
            let (opens, weights) = shop.hours;
            assert!(opens >= 6 && opens + weights.len() as u32 <= 23, "{}", shop.partner);
        }
    }

    #[test]
    fn weeks_and_years_hold_about_as_many_visits_as_said() {
        for shop in &SHOPS {
            assert!((680..=720).contains(&shop.weekdays.iter().sum::<u32>()), "{}", shop.partner);
            assert!((1_150..=1_300).contains(&shop.months.iter().sum::<u32>()), "{}", shop.partner);
        }
    }

    #[test]
    fn a_friday_in_december_is_the_grocers_busiest_after_saturday() {
        // 100 visits in a thousand days: 0.1 × 1.45 × 1.38 = 0.2001
        let friday = Day(coterie_calendar::Date::new(2025, 12, 5).unwrap().days());
        assert_eq!(visit_per_million(&SHOPS[0], 100, friday), 200_100);
    }
}
