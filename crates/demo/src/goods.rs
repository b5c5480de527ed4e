//! What the shops sell, and for how much.

/// Something on a shelf.
#[derive(Debug)]
pub(crate) struct Good {
    pub(crate) category: &'static str,
    pub(crate) sku: &'static str,
    /// The price of a piece, of a litre of fuel, or of the usual weight of what is weighed, in grosze.
    pub(crate) price: u32,
    /// By how many percent a line is dearer or cheaper, since it is weighed or comes in sizes.
    pub(crate) spread: u32,
    /// The fewest and the most pieces that anybody takes.
    pub(crate) pieces: (u32, u32),
    /// How often it is taken, beside the others.
    pub(crate) weight: u32,
}

const fn good(
    category: &'static str,
    sku: &'static str,
    price: u32,
    spread: u32,
    pieces: (u32, u32),
    weight: u32,
) -> Good {
    Good { category, sku, price, spread, pieces, weight }
}

/// Of the grocer.
pub(crate) static GROCERIES: [Good; 28] = [
    good("bread", "chleb-zytni", 649, 0, (1, 2), 20),
    good("bread", "bulki", 89, 0, (2, 8), 16),
    good("bread", "drozdzowka", 379, 0, (1, 3), 7),
    good("dairy", "mleko", 419, 0, (1, 6), 20),
    good("dairy", "maslo", 799, 0, (1, 3), 13),
    good("dairy", "twarog", 649, 0, (1, 2), 10),
    good("dairy", "jogurt", 249, 0, (1, 6), 12),
    good("dairy", "ser-gouda", 1_149, 25, (1, 1), 11),
    good("dairy", "jajka-10", 1_199, 0, (1, 2), 12),
    good("fruit", "jablka", 599, 45, (1, 1), 14),
    good("fruit", "banany", 649, 40, (1, 1), 14),
    good("fruit", "truskawki", 1_399, 30, (1, 2), 5),
    good("vegetables", "ziemniaki", 549, 50, (1, 1), 12),
    good("vegetables", "pomidory", 1_099, 40, (1, 1), 12),
    good("vegetables", "ogorki", 749, 40, (1, 1), 8),
    good("meat", "kurczak", 2_149, 35, (1, 1), 11),
    good("meat", "schab", 2_499, 35, (1, 1), 8),
    good("meat", "kielbasa", 1_599, 30, (1, 1), 10),
    good("fish", "sledz", 1_299, 15, (1, 2), 3),
    good("drinks", "woda-6x1.5", 1_194, 0, (1, 2), 10),
    good("drinks", "sok", 699, 0, (1, 3), 8),
    good("drinks", "herbata", 1_349, 0, (1, 1), 4),
    good("sweets", "czekolada", 599, 0, (1, 4), 10),
    good("sweets", "ciastka", 749, 0, (1, 3), 8),
    good("pantry", "makaron", 549, 0, (1, 4), 9),
    good("pantry", "olej", 899, 0, (1, 2), 6),
    good("household", "proszek-do-prania", 3_999, 10, (1, 1), 5),
    good("tobacco", "papierosy", 1_849, 5, (1, 2), 5),
];

/// Of the pharmacy.
pub(crate) static PHARMACY: [Good; 12] = [
    good("prescription", "recepta", 2_890, 70, (1, 2), 26),
    good("over_the_counter", "ibuprofen", 1_599, 10, (1, 2), 16),
    good("over_the_counter", "syrop", 2_349, 15, (1, 1), 10),
    good("over_the_counter", "krople-do-nosa", 1_799, 10, (1, 1), 9),
    good("over_the_counter", "plastry", 999, 0, (1, 2), 6),
    good("vitamins", "witamina-d", 2_499, 15, (1, 2), 12),
    good("vitamins", "magnez", 1_999, 15, (1, 2), 9),
    good("cosmetics", "krem", 4_299, 35, (1, 1), 9),
    good("cosmetics", "krem-z-filtrem", 4_999, 20, (1, 1), 5),
    good("cosmetics", "pasta-do-zebow", 1_399, 10, (1, 2), 8),
    good("baby", "pieluchy", 5_499, 10, (1, 2), 5),
    good("baby", "mleko-modyfikowane", 6_299, 10, (1, 2), 4),
];

/// Of the café.
pub(crate) static CAFE: [Good; 10] = [
    good("coffee", "espresso", 950, 0, (1, 1), 12),
    good("coffee", "cappuccino", 1_400, 0, (1, 2), 26),
    good("coffee", "flat-white", 1_550, 0, (1, 2), 18),
    good("tea", "herbata-zimowa", 1_600, 0, (1, 2), 9),
    good("cold_drinks", "lemoniada", 1_500, 0, (1, 2), 9),
    good("cakes", "sernik", 1_800, 0, (1, 2), 15),
    good("cakes", "szarlotka", 1_700, 0, (1, 2), 14),
    good("cakes", "rogal", 950, 0, (1, 3), 10),
    good("sandwiches", "bajgiel", 2_300, 0, (1, 2), 8),
    good("beans", "kawa-250g", 4_900, 10, (1, 2), 3),
];

/// Of the station; fuel by the litre.
pub(crate) static STATION: [Good; 7] = [
    good("petrol", "pb95", 599, 4, (18, 52), 46),
    good("petrol", "pb98", 669, 4, (18, 48), 9),
    good("diesel", "on", 615, 4, (22, 64), 34),
    good("shop", "hot-dog", 1_190, 0, (1, 2), 9),
    good("shop", "kawa", 990, 0, (1, 2), 10),
    good("shop", "plyn-do-spryskiwaczy", 2_499, 10, (1, 2), 4),
    good("car_wash", "mycie", 2_990, 30, (1, 1), 8),
];

/// Of the fashion shop.
pub(crate) static FASHION: [Good; 11] = [
    good("dresses", "sukienka", 18_990, 35, (1, 1), 14),
    good("shirts", "t-shirt", 5_999, 25, (1, 3), 18),
    good("shirts", "koszula", 12_990, 25, (1, 2), 13),
    good("trousers", "jeansy", 17_990, 25, (1, 2), 14),
    good("knitwear", "sweter", 14_990, 30, (1, 1), 12),
    good("coats", "kurtka", 34_990, 30, (1, 1), 6),
    good("shoes", "sneakersy", 24_990, 30, (1, 1), 11),
    good("shoes", "botki", 29_990, 25, (1, 1), 6),
    good("accessories", "szalik", 6_990, 30, (1, 2), 9),
    good("accessories", "pasek", 7_990, 20, (1, 1), 6),
    good("underwear", "skarpety-3", 3_499, 10, (1, 4), 12),
];
