//! Parties and lots have one text each; books count legs.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its builders too")]

use coterie_ledger::{Amount, Book, Books, LedgerError, LotId, Party, PartyKind};

#[test]
fn a_party_reads_back_from_its_text() {
    for text in ["coalition", "member:anna", "partner:bistro:02", "employee:ą ę", "household:7"] {
        let party: Party = text.parse().unwrap();
        assert_eq!(party.to_string(), text);
        assert_eq!(serde_json::to_value(&party).unwrap(), text);
        assert_eq!(serde_json::from_value::<Party>(text.into()).unwrap(), party);
        let stored = minicbor::to_vec(&party).unwrap();
        assert_eq!(minicbor::decode::<Party>(&stored).unwrap(), party);
    }
    let stored = minicbor::to_vec(Party::member("anna").unwrap()).unwrap();
    assert_eq!(stored, [0x82, 0x01, 0x64, b'a', b'n', b'n', b'a']);
}

#[test]
fn a_malformed_party_is_refused() {
    let long = format!("member:{}", "x".repeat(129));
    for text in
        ["", "member", "member:", "person:anna", "coalition:x", "member:an\u{0}na", "Member:anna", &long]
    {
        assert!(matches!(text.parse::<Party>(), Err(LedgerError::NotUnderstood { .. })), "{text}");
    }
    assert!(Party::member(&"x".repeat(128)).is_ok());
    assert!(Party::new(PartyKind::Coalition, "x").is_err());
    for stored in
        [&[0x82, 0x01, 0x60][..], &[0x82, 0x00, 0x61, b'x'], &[0x82, 0x09, 0x61, b'x'], &[0x81, 0x00]]
    {
        assert!(minicbor::decode::<Party>(stored).is_err());
    }
}

#[test]
fn a_lot_is_named_by_position_and_place() {
    let lot = LotId { position: 123, index: 4 };
    assert_eq!((lot.to_string().as_str(), "123.4".parse()), ("123.4", Ok(lot)));
    assert!(LotId { position: 2, index: 9 } < LotId { position: 10, index: 0 });
    for text in ["", "1", "1.", ".1", "01.0", "1.65536", "+1.0", "1.0.0"] {
        assert!(text.parse::<LotId>().is_err(), "{text}");
    }
}

#[test]
fn books_add_up_and_forget_what_is_zero() {
    let amount = |number| Amount::new(number).unwrap();
    let mut books = Books::default();
    books.apply(Book::Issued, amount(-100)).unwrap();
    books.apply(Book::Issued, amount(-50)).unwrap();
    books.apply(Book::Expired, amount(30)).unwrap();
    assert_eq!((books.get(Book::Issued), books.get(Book::Redeemed)), (amount(-150), Amount::ZERO));
    assert_eq!(books.total(), Ok(amount(-120)));
    let stored = minicbor::to_vec(&books).unwrap();
    assert_eq!(minicbor::decode::<Books>(&stored).unwrap(), books);
    assert_eq!(serde_json::to_string(&books).unwrap(), r#"{"issued":-150,"expired":30}"#);

    assert_eq!(books.apply(Book::Issued, -Amount::MAX), Err(LedgerError::Overflow));
    assert_eq!(books.get(Book::Issued), amount(-150), "a refused leg changes nothing");
    books.apply(Book::Issued, amount(150)).unwrap();
    books.apply(Book::Expired, amount(-30)).unwrap();
    assert!(books.is_empty());
}
