//! The year, day after day.

use std::iter::FusedIterator;

use crate::chance::Chance;
use crate::error::DemoError;
use crate::life::{self, Today};
use crate::moment::Day;
use crate::office;
use crate::people::{self, Person};
use crate::settings::{Settings, Year};
use crate::step::Step;
use crate::tills::Tills;
use crate::town::SHOPS;

/// The streams of chance that are nobody's life; the people themselves are made from stream 0.
const OFFICE_STREAM: u64 = 1;
const TOWN_STREAM: u64 = 2;
/// On how many of a thousand days the tills of a location go offline.
const OFFLINE_PER_MILLE: u32 = 6;

/// The steps of a year in the order in which they arrive. Each day is made up when the one before has left, so that a year
/// of any number of members needs the memory of its members and of what is still to be sent back.
#[derive(Debug, Clone)]
pub struct Demo {
    people: Vec<Person>,
    tills: Tills,
    town: Chance,
    /// The next day to be played.
    day: Day,
    end: Day,
}

impl Demo {
    /// The year that these settings make.
    pub fn new(settings: &Settings) -> Result<Self, DemoError> {
        let year = Year::of(settings)?;
        let people = people::people(settings, year);
        let mut tills = Tills::until(year.end);
        people::sign_up(&people, &mut tills);
        office::plan(&people, year, &mut Chance::new(settings.seed, OFFICE_STREAM), &mut tills);
        let town = Chance::new(settings.seed, TOWN_STREAM);
        Ok(Self { people, tills, town, day: year.first, end: year.end })
    }

    fn play_day(&mut self) {
        let mut today = Today { day: self.day, offline: Vec::new() };
        for location in SHOPS.iter().filter(|shop| !shop.online).flat_map(|shop| shop.locations) {
            if self.town.per_mille(OFFLINE_PER_MILLE) {
                today.offline.push((location, self.day.at(self.town.between(11, 17), self.town.below(60))));
            }
        }
        for place in 0..self.people.len() {
            life::live(&mut self.people, place, &today, &mut self.tills);
        }
        self.day = self.day.plus(1);
    }
}

impl Iterator for Demo {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        while self.day < self.end {
            if let Some(step) = self.tills.leave_before(self.day) {
                return Some(step);
            }
            self.play_day();
        }
        self.tills.leave()
    }
}

impl FusedIterator for Demo {}
