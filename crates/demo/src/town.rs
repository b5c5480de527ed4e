//! The shops of the town, when people go there, and the affiliates. Ids are those of the program's file.

use crate::goods::{self, Good};

/// A shop: a partner of the coalition at which members buy.
#[derive(Debug)]
pub(crate) struct Shop {
    /// The partner's id, and the source of what its tills send.
    pub(crate) partner: &'static str,
    pub(crate) locations: &'static [&'static str],
    pub(crate) goods: &'static [Good],
    /// How many different goods a basket holds: each number of lines from 1 on, as often as its weight says.
    pub(crate) lines: &'static [u32],
    /// How many of a thousand members go there at all.
    pub(crate) regulars_per_mille: u32,
    /// How often these go: the fewest and the most visits in a thousand ordinary days.
    pub(crate) visits: (u32, u32),
    /// In percent of an ordinary day, Monday first.
    pub(crate) weekdays: [u32; 7],
    /// In percent of an ordinary day, January first.
    pub(crate) months: [u32; 12],
    /// The hour of opening, and the weight of each hour from then on.
    pub(crate) hours: (u32, &'static [u32]),
    /// How many of a thousand purchases are sent back, in part or wholly.
    pub(crate) refunds_per_mille: u32,
    /// After how many days they are sent back.
    pub(crate) refund_days: (u32, u32),
    /// Whether single pieces of a line can be given back; nobody returns litres of fuel.
    pub(crate) by_the_piece: bool,
    /// Whether it sells online: points are then held at checkout, and there is something to deliver.
    pub(crate) online: bool,
    /// How many points of a hundred zlotys the members count on.
    pub(crate) points_of_100_zl: u32,
}

/// The place of each shop in [`SHOPS`].
pub(crate) const PHARMACY: usize = 1;
/// The café, where members check in.
pub(crate) const CAFE: usize = 2;

/// How many shops there are.
pub(crate) const SHOP_COUNT: usize = 5;

/// All shops.
pub(crate) static SHOPS: [Shop; SHOP_COUNT] = [
    Shop {
        partner: "zielony-koszyk",
        locations: &["koszyk-rynek", "koszyk-osiedle", "koszyk-dworcowa"],
        goods: &goods::GROCERIES,
        lines: &[4, 7, 10, 13, 14, 13, 11, 9, 7, 5, 4, 3],
        regulars_per_mille: 960,
        visits: (50, 210),
        // Polish shops are closed on most Sundays; small ones run by their owners may open.
        weekdays: [90, 88, 95, 108, 145, 165, 9],
        months: [94, 92, 98, 106, 100, 98, 94, 96, 99, 100, 102, 138],
        hours: (6, &[2, 6, 9, 8, 9, 10, 9, 8, 9, 12, 16, 18, 16, 12, 8, 3]),
        refunds_per_mille: 5,
        refund_days: (1, 5),
        by_the_piece: true,
        online: false,
        points_of_100_zl: 45,
    },
    Shop {
        partner: "apteka-centrum",
        locations: &["apteka-rynek", "apteka-szpitalna"],
        goods: &goods::PHARMACY,
        lines: &[30, 34, 20, 11, 5],
        regulars_per_mille: 800,
        visits: (8, 44),
        weekdays: [126, 114, 108, 106, 118, 100, 18],
        months: [126, 124, 114, 96, 90, 80, 74, 76, 96, 110, 120, 122],
        hours: (8, &[10, 13, 13, 12, 9, 8, 9, 11, 13, 10, 6, 3]),
        refunds_per_mille: 5,
        refund_days: (1, 6),
        by_the_piece: true,
        online: false,
        points_of_100_zl: 30,
    },
    Shop {
        partner: "ziarno",
        locations: &["ziarno-rynek", "ziarno-park"],
        goods: &goods::CAFE,
        lines: &[36, 38, 18, 8],
        regulars_per_mille: 560,
        visits: (12, 140),
        weekdays: [82, 86, 90, 95, 110, 132, 115],
        months: [86, 90, 96, 102, 110, 114, 112, 110, 104, 100, 94, 116],
        hours: (7, &[9, 14, 11, 12, 12, 10, 8, 9, 11, 11, 8, 6, 4]),
        refunds_per_mille: 5,
        refund_days: (1, 2),
        by_the_piece: true,
        online: false,
        points_of_100_zl: 90,
    },
    Shop {
        partner: "jantar",
        locations: &["jantar-obwodnica", "jantar-dworzec"],
        goods: &goods::STATION,
        lines: &[78, 17, 5],
        regulars_per_mille: 540,
        visits: (14, 68),
        weekdays: [98, 94, 95, 100, 128, 112, 86],
        months: [86, 86, 94, 102, 110, 122, 142, 140, 110, 100, 90, 96],
        hours: (6, &[9, 12, 10, 7, 6, 6, 6, 7, 9, 12, 13, 11, 8, 6, 4, 3, 2]),
        refunds_per_mille: 5,
        refund_days: (1, 3),
        by_the_piece: false,
        online: false,
        points_of_100_zl: 20,
    },
    Shop {
        partner: "nitka",
        locations: &["nitka-online"],
        goods: &goods::FASHION,
        lines: &[44, 30, 15, 7, 4],
        regulars_per_mille: 480,
        visits: (4, 30),
        weekdays: [112, 104, 100, 96, 82, 84, 122],
        months: [98, 82, 104, 110, 106, 96, 86, 92, 110, 106, 142, 168],
        hours: (8, &[3, 4, 5, 5, 7, 6, 5, 5, 6, 8, 10, 13, 15, 13, 8]),
        refunds_per_mille: 30,
        refund_days: (3, 14),
        by_the_piece: true,
        online: true,
        // They count on them only once they are there; some weeks later they are a welcome surprise.
        points_of_100_zl: 0,
    },
];

/// Partners who bring members.
pub(crate) const AFFILIATES: [&str; 2] = ["blog-smak", "pani-dobra-rada"];
