//! Status lists and ledgers: what is read comes back as it was, nothing is longer than it may be, and no index is given out
//! twice.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::status::{Bitstring, Ledger, RevocationList, StatusList};
use openbadges::{Document, Limits};

fuzz_target!(|data: &[u8]| {
    let limits = Limits::default().with_status_list_bytes(1 << 20);
    if let Ok(text) = std::str::from_utf8(data) {
        if let Ok(bits) = Bitstring::decode(text, &limits) {
            assert!(bits.as_bytes().len() <= 1 << 20);
            assert_eq!(Bitstring::decode(&bits.encode(), &limits).expect("its own text"), bits);
        }
    }
    // Any bytes as a list: each entry holds what was set, and its neighbours what they held.
    let mut bits = Bitstring::from_bytes(data.to_vec());
    let size = data.first().map_or(1, |byte| byte % 8 + 1);
    let last = bits.entries(size).expect("a size that is supported");
    for index in [0, last / 2, last.saturating_sub(1)] {
        if let Ok(before) = bits.get(index, size) {
            let next = bits.get(index + 1, size).ok();
            bits.set(index, size, !before & (u8::MAX >> (8 - size))).expect("it was got");
            assert_eq!(bits.get(index + 1, size).ok(), next);
            bits.set(index, size, before).expect("it was set");
        }
    }
    assert_eq!(bits.as_bytes(), data);

    let Ok(document) = Document::parse(data) else { return };
    if let Ok(list) = StatusList::read(&document, &limits) {
        assert!(list.bits().as_bytes().len() <= 1 << 20);
    }
    if let Ok(list) = RevocationList::read(&document) {
        if let Ok(text) = list.to_json() {
            let again = Document::parse(text.as_bytes()).expect("its own text");
            assert_eq!(RevocationList::read(&again).expect("its own text"), list);
        }
    }
    let Ok(ledger) = Ledger::read(data) else { return };
    assert_eq!(Ledger::read(ledger.to_json().as_bytes()).expect("its own text"), ledger);
    let free = ledger.free();
    let mut draft = ledger.draft();
    let random = [1, 2, 3, 4, 5, 6, 7, ledger.revision() as u8];
    let fill = |bytes: &mut [u8]| {
        bytes.copy_from_slice(&random);
        Ok::<(), String>(())
    };
    let purpose = ledger.purposes().first().expect("a list has a purpose").clone();
    if draft.allocate("urn:x:fuzz", &purpose, None, fill).is_ok() {
        let after = draft.commit(|swap| Ok::<bool, String>(swap.replaces(Some(data)))).expect("nobody else is here");
        let index = after.entry("urn:x:fuzz", &purpose).expect("it was allocated").index();
        assert!(index < after.length() && ledger.entries().all(|entry| entry.index() != index));
        assert!(after.free() == free - 1 && after.revision() > ledger.revision());
    }
});
