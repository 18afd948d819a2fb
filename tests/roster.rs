//! A large roster with every kind of fault: each is found where it is, and nothing else.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, missing_docs)]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use openbadges::Framework;
use openbadges::assessment::Record;
use openbadges::finding::Code;
use openbadges::roster::{Entry, Rejected, Roster};

const ROWS: usize = 100_000;
const HEADER: &str = "learner_id,email,sub_competency,level,assessed_on,assessor";

/// What is wrong with a row.
fn kind(row: usize) -> Option<(usize, Code)> {
    let kinds = [
        Code::RosterFieldCount,
        Code::InputNotTime,
        Code::RecordUnknownLevel,
        Code::RosterDuplicateRow,
        Code::RosterQuotes,
        Code::RosterQuotes,
        Code::RosterNul,
        Code::RosterRowTooLong,
        Code::RosterNotUtf8,
        Code::RecordUnknownSubCompetency,
        Code::InputEmpty,
        Code::RosterLearnerDiffers,
    ];
    // One per cent of each kind; long fields are a tenth of that, or the text would have a gigabyte.
    let kind = row % 100;
    if kind == 7 && row % 1_000 != 7 {
        return None;
    }
    kinds.get(kind).map(|code| (kind, *code))
}

struct Made {
    text: Vec<u8>,
    /// For each line that is rejected the code and what the whole message is.
    rejected: BTreeMap<u64, (Code, String)>,
    learners: BTreeMap<String, usize>,
    good: u64,
}

fn made() -> Made {
    let framework = Framework::twenty_first_century_skills();
    let skill = framework.skill("critical-thinking").unwrap();
    let subs: Vec<String> = skill.sub_competencies().map(|sub| sub.id().to_owned()).collect();
    let mut text = format!("\u{feff}{HEADER}\r\n").into_bytes();
    let (mut rejected, mut learners, mut good) = (BTreeMap::new(), BTreeMap::new(), 0);
    let mut line = 1;
    let mut last_good = (0, String::new());
    // Where each learner's first good row is.
    let mut first = BTreeMap::new();
    for row in 0..ROWS {
        line += 1;
        // Four rows for each learner, a quarter of the table apart.
        let (learner, sub) = (row % (ROWS / 4), &subs[row / (ROWS / 4)]);
        let id = format!("s-{learner}");
        let good_row = format!("{id},{id}@example.edu,{sub},Proficient,2026-04-17,\"Grace \"\"G\"\" Hopper\"");
        let mut bytes = good_row.clone().into_bytes();
        if let Some((kind, code)) = kind(row) {
            let change = |from: &str, to: &str| good_row.replacen(from, to, 1).into_bytes();
            let (new, message) = match kind {
                0 => (change(",Proficient", ""), ": the row has 5 fields, the header 6".to_owned()),
                1 => (change("2026-04-17", "17/4/26"), ", column 5 (assessed_on): `17/4/26` is neither a date, such as `2026-05-01`, nor a date and time with a zone, such as `2026-05-01T09:00:00Z`".into()),
                2 => (change("Proficient", "Profficient"), ", column 4 (level): `Profficient` is no level of the rubric `performance`; did you mean `proficient`?".into()),
                3 => {
                    // The row before is the fault before; the last good one is repeated.
                    let (earlier, repeated): &(u64, String) = &last_good;
                    (repeated.clone().into_bytes(), format!(": the row repeats line {earlier}"))
                }
                4 => (change("Proficient", "\"Proficient"), ", column 4 (level): something follows the quote that closes the field".into()),
                5 => (change("Proficient", "Pro\"ficient"), ", column 4 (level): there is a quote inside a field that does not begin with one".into()),
                6 => (change("Proficient", "Pro\0ficient"), ", column 4 (level): the field holds the character NUL".into()),
                7 => (change("Proficient", &"x".repeat(1 << 20)), ": the line is longer than a row may be".into()),
                8 => ([b"s,s,s,s,s,\xe9".as_slice()].concat(), ", column 6 (assessor): the field is not UTF-8; save the roster as UTF-8".into()),
                9 => (change(sub, "juggling"), ", column 3 (sub_competency): no sub-competency has the id or name `juggling`".into()),
                10 => (change(&id, " "), ", column 1 (learner_id): the field is empty".into()),
                _ => {
                    // Said of the learner of the last good row.
                    let good = &last_good.1;
                    let mut new = good.replacen("@example.edu", "@example.org", 1);
                    new = new.replacen("2026-04-17", "2026-04-18", 1);
                    let id = good.split(',').next().unwrap();
                    let earlier = first.get(id).copied().unwrap_or_default();
                    (new.into_bytes(), format!(", column 2 (email): `{id}@example.org` differs from `{id}@example.edu` of line {earlier}"))
                }
            };
            if kind == 3 || kind == 11 {
                // The first rows are faults; there is nothing yet to repeat or contradict.
                if last_good.0 == 0 {
                    line -= 1;
                    continue;
                }
            }
            rejected.insert(line, (code, format!("line {line}{message}")));
            bytes = new;
        } else {
            good += 1;
            first.entry(id.clone()).or_insert(line);
            *learners.entry(id).or_default() += 1;
            last_good = (line, good_row);
        }
        text.extend_from_slice(&bytes);
        text.extend_from_slice([b"\n".as_slice(), b"\r\n", b"\r"][row % 3]);
        if row % 1_000 == 999 {
            // A blank line is none.
            text.push(b'\n');
            line += u64::from(row % 3 != 2);
        }
    }
    Made { text, rejected, learners, good }
}

fn read(roster: &mut Roster<&[u8]>) -> (Vec<Record>, Vec<Rejected>) {
    let (mut records, mut rejected) = (Vec::new(), Vec::new());
    for entry in roster {
        match entry.unwrap() {
            Entry::Record(record) => records.push(record),
            Entry::Rejected(row) => rejected.push(row),
        }
    }
    (records, rejected)
}

#[test]
fn every_fault_of_a_large_roster_is_found_and_no_good_row_is_lost() {
    let Made { text, rejected, learners, good } = made();
    let framework = Framework::twenty_first_century_skills();
    let mut roster = Roster::csv(text.as_slice(), &framework).unwrap();
    let (records, found) = read(&mut roster);
    let mut report = String::new();
    for (row, (line, (code, message))) in found.iter().zip(&rejected) {
        if row.line() != *line || row.to_string() != *message || row.faults()[0].finding().code() != *code {
            writeln!(report, "{row}\n    instead of {message}").unwrap();
        }
    }
    assert_eq!(report.lines().take(20).collect::<Vec<_>>(), Vec::<&str>::new());
    assert_eq!(found.len(), rejected.len());
    assert_eq!((roster.accepted(), roster.rejected(), roster.ignored()), (good, rejected.len() as u64, 0));
    let counts: BTreeMap<String, usize> =
        records.iter().map(|record| (record.learner().id().to_owned(), record.assessments().len())).collect();
    assert_eq!(counts.len(), records.len());
    assert_eq!(counts, learners);
    // Nothing that was read is refused later.
    let as_of = "2026-05-01T00:00:00Z".parse().unwrap();
    let skill = framework.skill("critical-thinking").unwrap();
    assert!(records.iter().all(|record| skill.evaluate(record, as_of).is_ok()));

    // With a census the same, in another order.
    let census = Roster::csv(text.as_slice(), &framework).unwrap().census().unwrap();
    let mut counted = Roster::csv(text.as_slice(), &framework).unwrap().with_census(census);
    let (mut others, again) = read(&mut counted);
    assert_eq!(again, found);
    let number = |record: &Record| record.learner().id()[2..].parse::<usize>().unwrap();
    let mut records = records;
    records.sort_by_key(number);
    others.sort_by_key(number);
    assert_eq!(others, records);
}
