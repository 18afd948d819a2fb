//! Rosters of every kind: whatever is read fits the framework, every line is accounted for, and a census changes nothing but
//! the order.

#![no_main]

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use libfuzzer_sys::fuzz_target;
use openbadges::Framework;
use openbadges::roster::{CanvasMap, Entry, Roster};

static FRAMEWORK: LazyLock<Framework> = LazyLock::new(Framework::twenty_first_century_skills);
static MAP: LazyLock<CanvasMap> = LazyLock::new(|| {
    let map = br#"{"outcomes": {"1": "identify-patterns"}, "ratings": {"a": "proficient"}, "points": [{"from": 1, "level": "emerging"}]}"#;
    CanvasMap::from_json(map, &FRAMEWORK).expect("a mapping")
});

/// What the roster yields: learners with the number of their assessments, in order, and rejected rows.
fn read(mut roster: Roster<&[u8]>) -> (Vec<(String, usize)>, Vec<String>) {
    let (mut records, mut rejected) = (Vec::new(), Vec::new());
    for entry in &mut roster {
        match entry.expect("a slice can be read") {
            Entry::Record(record) => {
                FRAMEWORK.evaluate(&record, DateTime::<Utc>::MAX_UTC).expect("the record fits");
                records.push((record.learner().id().to_owned(), record.assessments().len()));
            }
            Entry::Rejected(row) => {
                assert!(!row.faults().is_empty());
                rejected.push(row.to_string());
            }
        }
    }
    assert_eq!(roster.rejected(), rejected.len() as u64);
    records.sort();
    assert!(records.windows(2).all(|pair| pair[0].0 != pair[1].0), "a learner twice");
    (records, rejected)
}

fuzz_target!(|data: &[u8]| {
    let _ = CanvasMap::from_json(data, &FRAMEWORK);
    let row = [b"learner_id,email,sub_competency,level,assessed_on,assessor\n", data].concat();
    let report = b"student sis id,submission date,learning outcome id,learning outcome rating,outcome score\n";
    let report = [report, data].concat();
    for text in [data, &row] {
        if let Ok(roster) = Roster::csv(text, &FRAMEWORK) {
            let census = Roster::csv(text, &FRAMEWORK).expect("the same header").census().expect("a slice can be read");
            let counted = Roster::csv(text, &FRAMEWORK).expect("the same header").with_census(census);
            assert_eq!(read(roster), read(counted));
        }
    }
    if let Ok(roster) = Roster::canvas(report.as_slice(), &MAP) {
        read(roster);
    }
    if let Ok(roster) = Roster::json_lines(data, &FRAMEWORK) {
        read(roster);
    }
});
