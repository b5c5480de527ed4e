//! Names of people, districts of the town, and what reviews say.

/// First names of women.
pub(crate) const WOMEN: [&str; 32] = [
    "Anna", "Katarzyna", "Maria", "Małgorzata", "Agnieszka", "Barbara", "Ewa", "Magdalena", "Elżbieta", "Joanna",
    "Aleksandra", "Zofia", "Monika", "Teresa", "Natalia", "Julia", "Karolina", "Marta", "Beata", "Dorota", "Hanna",
    "Halina", "Jadwiga", "Zuzanna", "Wiktoria", "Alicja", "Iwona", "Paulina", "Justyna", "Oliwia", "Renata", "Lena",
];

/// First names of men.
pub(crate) const MEN: [&str; 32] = [
    "Piotr", "Krzysztof", "Tomasz", "Andrzej", "Paweł", "Jan", "Michał", "Marcin", "Jakub", "Adam", "Stanisław",
    "Marek", "Łukasz", "Grzegorz", "Mateusz", "Wojciech", "Mariusz", "Dariusz", "Zbigniew", "Jerzy", "Maciej",
    "Rafał", "Robert", "Kamil", "Józef", "Dawid", "Szymon", "Kacper", "Bartosz", "Jacek", "Ryszard", "Antoni",
];

/// Surnames as a woman and as a man bear them.
pub(crate) const SURNAMES: [(&str, &str); 48] = [
    ("Nowak", "Nowak"), ("Kowalska", "Kowalski"), ("Wiśniewska", "Wiśniewski"), ("Wójcik", "Wójcik"),
    ("Kowalczyk", "Kowalczyk"), ("Kamińska", "Kamiński"), ("Lewandowska", "Lewandowski"),
    ("Zielińska", "Zieliński"), ("Szymańska", "Szymański"), ("Woźniak", "Woźniak"), ("Dąbrowska", "Dąbrowski"),
    ("Kozłowska", "Kozłowski"), ("Mazur", "Mazur"), ("Jankowska", "Jankowski"), ("Kwiatkowska", "Kwiatkowski"),
    ("Wojciechowska", "Wojciechowski"), ("Krawczyk", "Krawczyk"), ("Kaczmarek", "Kaczmarek"),
    ("Piotrowska", "Piotrowski"), ("Grabowska", "Grabowski"), ("Zając", "Zając"), ("Pawłowska", "Pawłowski"),
    ("Król", "Król"), ("Michalska", "Michalski"), ("Wróbel", "Wróbel"), ("Wieczorek", "Wieczorek"),
    ("Jabłońska", "Jabłoński"), ("Nowakowska", "Nowakowski"), ("Majewska", "Majewski"), ("Stępień", "Stępień"),
    ("Malinowska", "Malinowski"), ("Jaworska", "Jaworski"), ("Adamczyk", "Adamczyk"), ("Dudek", "Dudek"),
    ("Nowicka", "Nowicki"), ("Pawlak", "Pawlak"), ("Górska", "Górski"), ("Witkowska", "Witkowski"),
    ("Walczak", "Walczak"), ("Sikora", "Sikora"), ("Rutkowska", "Rutkowski"), ("Baran", "Baran"),
    ("Michalak", "Michalak"), ("Szewczyk", "Szewczyk"), ("Ostrowska", "Ostrowski"), ("Tomaszewska", "Tomaszewski"),
    ("Pietrzak", "Pietrzak"), ("Duda", "Duda"),
];

/// Where people live.
pub(crate) const DISTRICTS: [&str; 6] =
    ["Stare Miasto", "Nowe Osiedle", "Podzamcze", "Dworcowa", "Nad Rzeką", "Leśna"];

/// What those say who give four or five stars.
pub(crate) const PRAISE: [&str; 6] = [
    "Miła obsługa, wrócę na pewno.",
    "Świeże i w dobrej cenie.",
    "Szybko i bez kolejki.",
    "Jak zawsze w porządku.",
    "Bardzo polecam!",
    "Dobra jakość.",
];

/// What those say who give fewer.
pub(crate) const BLAME: [&str; 5] = [
    "Długa kolejka, jedna kasa otwarta.",
    "Cena na półce inna niż przy kasie.",
    "Za drogo.",
    "Zabrakło promocyjnego towaru.",
    "Mogło być lepiej.",
];
