//! What could lose a badge, or issue one twice.

use std::str::FromStr as _;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{DateTime, Utc};
use proptest::prelude::*;

use super::*;
use crate::Framework;
use crate::assessment::{Assessment, Assessor, AssessorKind, Learner, Record, Score};
use crate::error::Result;
use crate::finding::Code;
use crate::framework::Skill;
use crate::issue::{Format, Issuer};
use crate::key::{Secret, Seed, SigningKey};
use crate::model::Profile;
use crate::status::{Ledger, Settings, Swap};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn as_of() -> DateTime<Utc> {
    at("2026-05-01T00:00:00Z")
}

fn issuer(seed: u8) -> Issuer {
    let seed = Seed::from_bytes([seed; 32]);
    let key = SigningKey::from_seed(&seed);
    let profile = Profile::new(crate::did::of_key(&key.verifying_key())).with_name("Example College");
    Issuer::new(profile, key, Secret::from_seed(&seed)).unwrap()
}

fn framework() -> Framework {
    Framework::twenty_first_century_skills()
}

/// Whoever has shown all of a skill.
fn record(learner: &str, skill: &Skill) -> Record {
    let assessed = |id: &str| {
        let at = "2026-04-17T15:30:00Z".parse().unwrap();
        Assessment::new(id, Score::Level("proficient".into()), at, Assessor::new(AssessorKind::Facilitator))
    };
    let assessments: Vec<_> = skill.sub_competencies().map(|sub| assessed(sub.id())).collect();
    Record::new(Learner::new(learner).with_identifier("emailAddress", "s@example.edu"), assessments)
}

/// What became of each, by its code if it was refused.
fn made(answers: impl Iterator<Item = Answer>) -> Vec<String> {
    let word = |answer: Answer| match answer.into_made() {
        Made::Issued(_) => "issued".to_owned(),
        Made::Already(_) => "already".to_owned(),
        Made::NotYet(_) => "not yet".to_owned(),
        Made::Failed(error) => error.code().to_string(),
    };
    answers.map(word).collect()
}

fn lines(answers: impl Iterator<Item = Answer>) -> Vec<(String, String)> {
    let mut end = 0;
    let line = |answer: Answer| {
        let entry = answer.entry()?;
        let Made::Issued(signed) = answer.into_made() else { return None };
        end += signed.to_text().len() as u64 + 1;
        Some((format!("{}\n", entry.with_end(end)), format!("{}\n", signed.to_text())))
    };
    answers.filter_map(line).collect()
}

fn read(journal: &str) -> Result<Journal> {
    Journal::read(journal.as_bytes())
}

#[test]
fn a_journal_torn_at_any_byte_loses_and_repeats_nothing() {
    let (issuer, skill) = (issuer(7), framework().skill("resilience").unwrap());
    let records = || (0..3).map(|n| record(&format!("s-{n}\n\"é"), &skill));
    let whole = lines(Issuing::new(&issuer, [&skill], as_of()).unwrap().run(records()));
    let (journal, stored): (String, String) = whole.iter().cloned().unzip();
    for end in ["\n", "\r\n"] {
        let text = journal.replace('\n', end);
        for cut in 0..=text.len() {
            let torn = Journal::read(&text.as_bytes()[..cut]).unwrap();
            let kept = text.as_bytes()[..cut].iter().filter(|b| **b == b'\n').count();
            let length = usize::try_from(torn.end().unwrap_or(0)).unwrap();
            assert_eq!(torn.len(), kept);
            assert_eq!(
                stored.get(..length).unwrap(),
                whole[..kept].iter().map(|(_, badge)| badge.as_str()).collect::<String>()
            );
            assert_eq!(Journal::read(&text.as_bytes()[..usize::try_from(torn.bytes()).unwrap()]).unwrap().len(), kept);
            // The signatures are the same each time, so that a few runs are enough.
            if cut % 211 == 0 {
                let again = Issuing::new(&issuer, [&skill], as_of()).unwrap().with_journal(&torn);
                let rest: String = lines(again.run(records())).into_iter().map(|(_, badge)| badge).collect();
                assert_eq!(format!("{}{rest}", stored.get(..length).unwrap()), stored);
            }
        }
    }
    // Nobody cut the torn line off before going on.
    let error = read(&format!("{}{journal}", journal.get(..40).unwrap())).unwrap_err().to_string();
    assert!(error.starts_with("line 1 of the journal is no entry: not JSON at line 1, column "), "{error}");
}

#[test]
fn ends_that_go_back_are_refused() {
    let (issuer, skill) = (issuer(7), framework().skill("resilience").unwrap());
    let issuing = Issuing::new(&issuer, [&skill], as_of()).unwrap();
    let answers = issuing.run([record("a", &skill), record("b", &skill)]);
    let entries: Vec<Entry> = answers.filter_map(|answer| answer.entry()).collect();
    let two = |first: u64, second: u64| {
        let [one, other] = [entries[0].clone().with_end(first), entries[1].clone().with_end(second)];
        read(&format!("{one}\n{other}\n"))
    };
    assert_eq!(two(900, 1800).unwrap().end(), Some(1800));
    for second in [899, 900] {
        let error = two(900, second).unwrap_err();
        assert_eq!(error.code(), Code::BatchJournalUnreadable);
        let expected = format!("line 2 of the journal is no entry: its badge ends at {second}, an earlier one at 900");
        assert_eq!(error.to_string(), expected);
    }
    // Added one by one, the furthest counts: cutting there loses nothing.
    let mut journal = Journal::new();
    journal.add(&entries[0].clone().with_end(900));
    journal.add(&entries[1].clone().with_end(5));
    assert_eq!(journal.end(), Some(900));
}

#[test]
fn a_learners_long_id_does_not_spoil_the_journal() {
    let (issuer, skill) = (issuer(7), framework().skill("resilience").unwrap());
    // The longest that a roster lets through, where each character is escaped in JSON.
    let ids = ["\u{1}".repeat(1 << 16), "x".repeat((1 << 16) + 1), "s-1".to_owned()];
    let records = || ids.iter().map(|id| record(id, &skill));
    let issuing = Issuing::new(&issuer, [&skill], as_of()).unwrap();
    assert_eq!(made(issuing.run(records())), ["issued", "json.too-large", "issued"]);
    let journal: String = lines(issuing.run(records())).into_iter().map(|(line, _)| line).collect();
    let journal = read(&journal).unwrap();
    assert_eq!(journal.len(), 2);
    let again = Issuing::new(&issuer, [&skill], as_of()).unwrap().with_journal(&journal);
    assert_eq!(made(again.run(records())), ["already", "json.too-large", "already"]);
}

#[test]
fn other_issuers_editions_and_frameworks_in_one_journal() {
    let (ours, theirs) = (issuer(7), issuer(8));
    let skill = framework().skill("resilience").unwrap();
    let text = framework().to_json().replace("\"resilience\"", "\"welding\"");
    let welding = Framework::from_json(text.as_bytes()).unwrap().skill("welding").unwrap();
    let runs = [
        Issuing::new(&theirs, [&skill], as_of()).unwrap(),
        Issuing::new(&ours, [&skill], as_of()).unwrap().with_edition("2025"),
        Issuing::new(&ours, [&welding], as_of()).unwrap(),
    ];
    let mut journal = Journal::new();
    for (run, skill) in runs.iter().zip([&skill, &skill, &welding]) {
        run.run([record("s-1", skill)]).filter_map(|answer| answer.entry()).for_each(|entry| journal.add(&entry));
    }
    assert_eq!(journal.len(), 3);
    // A skill that this framework does not have is no fault of the learner's record.
    let run = Issuing::new(&ours, [&skill], as_of()).unwrap().with_journal(&journal);
    assert_eq!(made(run.run([record("s-1", &skill)])), ["issued"]);
    let run = Issuing::new(&ours, [&welding], as_of()).unwrap().with_journal(&journal);
    assert_eq!(made(run.run([record("s-1", &welding)])), ["already"]);
}

/// A framework of two skills that rest on one sub-competency, of which an assessment counts once.
fn shared() -> Framework {
    let skill = |id: &str, alias: &str| {
        format!(
            r#"{{"id": "{id}", "name": "{id}", "description": "D.", "aliases": ["{alias}"], "subCompetencies": ["part"]}}"#
        )
    };
    let text = format!(
        r#"{{"id": "urn:x:f", "name": "F", "version": "1", "publisher": {{"id": "https://p.example", "name": "P"}},
            "sharedAssessments": "forbidden",
            "rubrics": [{{"id": "r", "name": "R", "requiredLevel": "high", "levels": [{{"id": "low", "name": "Low", "points": 1}}, {{"id": "high", "name": "High", "points": 2}}]}}],
            "subCompetencies": [{{"id": "part", "name": "Part", "description": "D.", "rubric": "r"}}],
            "skills": [{}, {}]}}"#,
        skill("one", "first"),
        skill("other", "second")
    );
    Framework::from_json(text.as_bytes()).unwrap_or_else(|error| panic!("{:#?}", error.findings().collect::<Vec<_>>()))
}

#[test]
fn no_assessment_counts_twice_by_way_of_the_journal() {
    let (issuer, framework) = (issuer(7), shared());
    let (one, other) = (framework.skill("one").unwrap(), framework.skill("other").unwrap());
    let once = || {
        let at = "2026-04-17T15:30:00Z".parse().unwrap();
        let score = Score::Level("high".into());
        let assessment = Assessment::new("part", score, at, Assessor::new(AssessorKind::Facilitator));
        Record::new(Learner::new("s-1").with_identifier("emailAddress", "s@example.edu"), [assessment])
    };
    let mut journal = Journal::new();
    let later = at("2026-06-01T00:00:00Z");
    // It counts for the one that comes second in the framework: only that was asked for, and the record says so.
    let named = || once().with_awarded("second", "2026-04-20T00:00:00Z".parse().unwrap());
    let first = Issuing::new(&issuer, [&other], later).unwrap();
    first.run([named()]).filter_map(|answer| answer.entry()).for_each(|entry| journal.add(&entry));
    assert_eq!(journal.len(), 1);
    for moment in [later, as_of()] {
        // Also in a run that is dated back.
        let run = Issuing::new(&issuer, [&one], moment).unwrap().with_journal(&journal);
        assert_eq!(made(run.run([once()])), ["not yet"], "{moment}");
        // The record names by a former name what the journal names by the present one.
        assert_eq!(made(run.run([named()])), ["not yet"], "{moment}");
    }
}

#[test]
fn an_index_is_kept_as_long_as_the_badge_holds() {
    let (issuer, skill) = (issuer(7), framework().skill("resilience").unwrap());
    let save = |_: &Swap<'_>| Ok::<_, String>(true);
    let mut count = 0u64;
    let mut random = move |bytes: &mut [u8]| {
        count += 1;
        bytes.copy_from_slice(&count.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes());
        Ok::<_, String>(())
    };
    let until = |text: &str| {
        let until = at(text);
        Issuing::new(&issuer, [&skill], as_of()).unwrap().with_terms(move |award| award.with_valid_until(until))
    };
    let (short, longer) = ("2026-12-01T00:00:00Z", "2027-12-01T00:00:00Z");
    let records = || [record("s-1", &skill)];
    let settings = Settings::new("https://badges.example.edu/status/1", "revocation");
    let mut draft = Ledger::create(settings.with_reuse_after(chrono::TimeDelta::hours(1))).unwrap();
    assert_eq!(until(short).allocate(records(), &mut draft, "revocation", &mut random).unwrap(), 1);
    let ledger = draft.commit(save).unwrap();
    assert_eq!(made(until(short).with_status(&ledger, "revocation").run(records())), ["issued"]);

    // Issued anew for longer: without an index for as long it is not signed, or another badge would get the index.
    let run = until(longer).with_status(&ledger, "revocation");
    assert_eq!(made(run.run(records())), ["status.contradictory"]);
    let forever = Issuing::new(&issuer, [&skill], as_of()).unwrap().with_status(&ledger, "revocation");
    assert_eq!(made(forever.run(records())), ["status.contradictory"]);
    let mut draft = ledger.draft();
    assert_eq!(run.allocate(records(), &mut draft, "revocation", &mut random).unwrap(), 0);
    // The earlier edition may be about: nothing is shortened.
    assert_eq!(until(short).allocate(records(), &mut draft, "revocation", &mut random).unwrap(), 0);
    let extended = draft.commit(save).unwrap();
    let entry = extended.entries().next().unwrap();
    assert_eq!((extended.entries().len(), entry.expires()), (1, Some(at(longer))));
    assert_eq!(entry.index(), ledger.entries().next().unwrap().index());
    assert_eq!(extended.draft().release(at("2027-01-01T00:00:00Z")).unwrap().len(), 0);
    assert_eq!(made(until(longer).with_status(&extended, "revocation").run(records())), ["issued"]);
}

#[test]
fn learners_whose_ids_look_alike_are_several() {
    let (issuer, skill) = (issuer(7), framework().skill("resilience").unwrap());
    let ids = ["s-1", "S-1", "s-1 ", "s\u{2010}1", "\u{e9}", "e\u{301}", "\u{feff}s-1", "s-1\u{0}"];
    let issuing = Issuing::new(&issuer, [&skill], as_of()).unwrap();
    let answers = issuing.run(ids.map(|id| record(id, &skill)));
    let entries: Vec<Entry> = answers.filter_map(|answer| answer.entry()).collect();
    assert_eq!(entries.iter().map(Entry::learner).collect::<Vec<_>>(), ids);
    let credentials: std::collections::HashSet<_> = entries.iter().map(Entry::credential).collect();
    assert_eq!(credentials.len(), ids.len());
}

#[test]
fn a_learner_who_comes_again_much_later_is_refused() {
    let (issuer, skill) = (issuer(7), framework().skill("resilience").unwrap());
    let empty = |n: usize| Record::new(Learner::new(format!("s-{n}")), []);
    let records = (0..5_000).map(empty).chain([record("s-0", &skill), record("s-63", &skill)]);
    let made = made(Issuing::new(&issuer, [&skill], as_of()).unwrap().run(records));
    assert_eq!(made.iter().filter(|made| *made == "not yet").count(), 5_000);
    assert_eq!(made[5_000..], ["batch.learner-again", "batch.learner-again"]);
}

#[test]
fn jwts_have_their_lines_too() {
    let (issuer, skill) = (issuer(7), framework().skill("resilience").unwrap());
    let issuing = Issuing::new(&issuer, [&skill], as_of()).unwrap().with_terms(|award| award.with_format(Format::Jwt));
    // The `sub` of a JWT.
    let named = Record::new(Learner::new("s-1").with_uri("did:example:s"), record("", &skill).assessments().to_vec());
    let entry = issuing.run([named]).next().unwrap().entry().unwrap();
    assert_eq!(entry.credential(), issuer.credential_id(&skill, "s-1", ""));
    assert_eq!((entry.learner(), entry.skill(), entry.awarded()), ("s-1", "resilience", as_of()));
    assert_eq!(Entry::from_str(&entry.to_string()).unwrap(), entry);
}

#[test]
fn a_panic_in_the_terms_reaches_the_caller_and_nothing_hangs() {
    let (issuer, skill) = (issuer(7), framework().skill("resilience").unwrap());
    let count = AtomicUsize::new(0);
    let issuing = Issuing::new(&issuer, [&skill], as_of()).unwrap().with_terms(|award| {
        assert_ne!(count.fetch_add(1, Ordering::Relaxed), 3, "the caller's own");
        award
    });
    let records = || (0..6).map(|n| record(&format!("s-{n}"), &skill));
    #[cfg(feature = "rayon")]
    let issuing = issuing.with_jobs(2.try_into().unwrap()).unwrap();
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| made(issuing.run(records()))));
    let text = caught.unwrap_err().downcast::<String>().unwrap();
    assert!(text.contains("the caller's own"), "{text}");
    assert_eq!(made(issuing.run(records())), ["issued"; 6]);
}

fn entry(texts: [&str; 5], seconds: i64, end: Option<u64>) -> String {
    let json = |text: &str| serde_json::to_string(text).unwrap();
    let awarded = DateTime::<Utc>::from_timestamp(seconds, 0).unwrap().to_rfc3339();
    let [credential, issuer, learner, skill, sha256] = texts.map(json);
    let end = end.map(|end| format!(", \"end\": {end}")).unwrap_or_default();
    format!(
        "{{\"credential\": {credential}, \"issuer\": {issuer}, \"learner\": {learner}, \"skill\": {skill}, \
         \"awardedDate\": \"{awarded}\", \"sha256\": {sha256}{end}}}"
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(8), ..ProptestConfig::default() })]

    #[test]
    fn entries_come_back(
        texts in prop::array::uniform5("\\PC{1,12}|[\"\\\\\\x00-\\x1f\u{85}\u{2028}a]{1,8}a"),
        seconds in -62_135_596_800i64..253_402_300_800,
        end in prop::option::of(any::<u64>()),
    ) {
        let texts = texts.each_ref().map(String::as_str);
        let Ok(read) = entry(texts, seconds, end).parse::<Entry>() else {
            prop_assert!(texts.iter().any(|text| text.trim().is_empty()));
            return Ok(());
        };
        prop_assert_eq!([read.credential(), read.learner(), read.skill(), read.sha256()], [texts[0], texts[2], texts[3], texts[4]]);
        prop_assert_eq!((read.awarded().timestamp(), read.end()), (seconds, end));
        let line = read.to_string();
        prop_assert!(!line.contains(['\n', '\r']));
        prop_assert_eq!(&line.parse::<Entry>().unwrap(), &read);
        let journal = Journal::read(format!("{line}\n").as_bytes()).unwrap();
        prop_assert_eq!((journal.len(), journal.has(texts[0]), journal.end()), (1, true, end));
    }

    #[test]
    fn no_journal_panics(text in "(\\PC|[\\x00-\\x1f\"{}:,0-9]){0,60}\n?", seconds in any::<i64>(), cut in 0usize..300) {
        let seconds = seconds % 400_000_000_000;
        let line = entry(["urn:x:1", "did:x:y", "s", "k", "00"], seconds.rem_euclid(200_000_000_000), Some(1));
        let mut bytes = line.into_bytes();
        bytes.truncate(cut);
        bytes.extend_from_slice(text.as_bytes());
        let length = bytes.len() as u64;
        if let Ok(journal) = Journal::read(&*bytes) {
            prop_assert!(journal.bytes() <= length);
        }
    }
}

#[test]
fn times_of_entries() {
    let line =
        |time: &str| entry(["urn:x:1", "did:x:y", "s", "k", "00"], 0, None).replace("1970-01-01T00:00:00+00:00", time);
    let read = |time: &str| line(time).parse::<Entry>().map(|entry| entry.awarded().to_rfc3339()).map_err(|e| e.code());
    assert_eq!(read("2026-05-01T02:00:00.9+02:00").as_deref(), Ok("2026-05-01T00:00:00+00:00"));
    // What would be written with more digits than are read.
    assert_eq!(read("9999-12-31T23:59:59-01:00"), Err(Code::InputWrongType));
    assert_eq!(read("0000-01-01T00:00:00+01:00"), Err(Code::InputWrongType));
}
