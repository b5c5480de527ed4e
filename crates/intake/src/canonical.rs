//! The bytes of an event that its idempotency rests on.

use coterie_program::event::Event;

/// The event as canonical bytes: equal events give equal bytes, and no two different events do.
///
/// They are the CBOR of the event itself. It is canonical because the door leaves no second way to hold the same event:
/// fields, attributes and relations are sorted by number, numbers are integers in the smallest part of their unit, codes
/// are normalised, times are instants, and what the text leaves out (a line's quantity, a total that the lines make) is
/// filled in. So the order of keys, the spelling of a number and the zone of a time do not matter; the order of lines does.
pub fn canonical(event: &Event) -> Vec<u8> {
    minicbor::to_vec(event).expect("a vector takes any bytes")
}
