//! Journals that somebody else wrote or that were cut off: entries come back as they were, and what is whole of a torn journal
//! is read the same alone.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::batch::{Entry, Journal};

fuzz_target!(|data: &[u8]| {
    if let Ok(journal) = Journal::read(data) {
        let whole = usize::try_from(journal.bytes()).expect("a length");
        let again = Journal::read(&data[..whole]).expect("it was read");
        assert_eq!((again.len(), again.end(), again.bytes()), (journal.len(), journal.end(), journal.bytes()));
        assert!(!data[whole..].contains(&b'\n'), "a whole line was left out");
    }
    for line in data.split(|byte| *byte == b'\n') {
        let Some(entry) = std::str::from_utf8(line).ok().and_then(|line| line.parse::<Entry>().ok()) else { continue };
        let text = entry.to_string();
        assert!(!text.contains(['\n', '\r']));
        assert_eq!(text.parse::<Entry>().expect("its own text"), entry);
        let mut journal = Journal::new();
        journal.add(&entry);
        assert!(journal.has(entry.credential()));
        assert_eq!((journal.awarded_at(entry.credential()), journal.end()), (Some(entry.awarded()), entry.end()));
        let read = Journal::read(format!("{text}\n").as_bytes()).expect("its own text");
        assert_eq!((read.len(), read.end()), (1, entry.end()));
    }
});
