use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::*;
use crate::Framework;
use crate::assessment::{Assessment, Assessor, AssessorKind, Learner, Record, Score};
use crate::framework::Skill;
use crate::issue::{Issuer, Recipient};
use crate::key::{Secret, Seed, SigningKey};
use crate::model::Profile;
use crate::status::{Ledger, Settings, Swap};
use crate::verify::{Resources, Verifier};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn as_of() -> DateTime<Utc> {
    at("2026-05-01T00:00:00Z")
}

fn issuer() -> Issuer {
    let seed = Seed::from_bytes([7; 32]);
    let key = SigningKey::from_seed(&seed);
    let profile = Profile::new(crate::did::of_key(&key.verifying_key())).with_name("Example College");
    Issuer::new(profile, key, Secret::from_seed(&seed)).unwrap()
}

fn skill(id: &str) -> Skill {
    Framework::twenty_first_century_skills().skill(id).unwrap()
}

/// A record with so many of the sub-competencies of a skill at a level.
fn record(learner: &str, skill: &Skill, shown: usize, level: &str) -> Record {
    let assessor = || Assessor::new(AssessorKind::Facilitator);
    let assessed = |id: &str| {
        let at = "2026-04-17T15:30:00Z".parse().unwrap();
        Assessment::new(id, Score::Level(level.into()), at, assessor()).with_skill(skill.id())
    };
    let assessments: Vec<_> = skill.sub_competencies().take(shown).map(|sub| assessed(sub.id())).collect();
    let learner = Learner::new(learner).with_identifier("emailAddress", format!("{learner}@example.edu"));
    Record::new(learner, assessments)
}

fn records(count: usize) -> Vec<Record> {
    let skill = skill("resilience");
    (0..count).map(|n| record(&format!("s-{n}"), &skill, 4 - usize::from(n % 5 == 4), "proficient")).collect()
}

/// What became of each, in a letter, and the texts of the badges.
fn summed<I: Iterator<Item = Answer>>(run: I) -> (String, Vec<String>) {
    let mut texts = Vec::new();
    let letter = |answer: Answer| match answer.into_made() {
        Made::Issued(signed) => {
            texts.push(signed.to_text().to_owned());
            'i'
        }
        Made::Already(_) => 'a',
        Made::NotYet(_) => 'n',
        Made::Failed(_) => 'f',
    };
    (run.map(letter).collect(), texts)
}

#[test]
fn answers_come_in_order_and_as_from_single_awards() {
    let (issuer, skill) = (issuer(), skill("resilience"));
    let issuing = Issuing::new(&issuer, [&skill], as_of()).unwrap();
    let records = records(7);
    let run = issuing.run(records.clone());
    let answers: Vec<Answer> = run.collect();
    let seen: Vec<_> = answers.iter().map(|a| (a.number(), a.learner(), a.skill().unwrap().id())).collect();
    let expected = ["s-0", "s-1", "s-2", "s-3", "s-4", "s-5", "s-6"];
    let expected: Vec<_> = (0u64..).zip(expected).map(|(n, id)| (n, id, "resilience")).collect();
    assert_eq!(seen, expected);
    for (answer, record) in answers.iter().zip(&records) {
        match (answer.made(), skill.evaluate(record, as_of()).unwrap().into_earned()) {
            (Made::Issued(signed), Ok(earned)) => {
                let single = issuer.award(&earned, &Recipient::of(record.learner())).sign().unwrap();
                assert_eq!(signed.to_text(), single.to_text());
            }
            (Made::NotYet(reasons), Err(single)) => assert_eq!(*reasons, single),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_faulty_record_stops_nobody_else() {
    let (issuer, skill) = (issuer(), skill("resilience"));
    let mut records = records(3);
    let later = Assessment::new(
        "exhibit-flexibility",
        Score::Level("proficient".into()),
        "2026-06-01T00:00:00Z".parse().unwrap(),
        Assessor::new(AssessorKind::Facilitator),
    );
    records[1] = Record::new(Learner::new("s-1"), [later]);
    records.push(records[0].clone());
    // Nobody could recognize their badge.
    records.push(Record::new(Learner::new("s-9"), records[0].assessments().to_vec()));
    let issuing = Issuing::new(&issuer, [&skill], as_of()).unwrap();
    let codes: Vec<String> = issuing
        .run(records)
        .map(|answer| match answer.made() {
            Made::Failed(error) => format!("{} {}", answer.skill().is_some(), error.code()),
            made => format!("{made:?}").chars().take(6).collect(),
        })
        .collect();
    let expected = [
        "Issued",
        "false record.assessed-after-award",
        "Issued",
        "false batch.learner-again",
        "true issue.recipient-missing",
    ];
    assert_eq!(codes, expected);
}

#[test]
fn what_is_asked_for_must_make_sense() {
    let issuer = issuer();
    let code = |skills: &[&Skill]| Issuing::new(&issuer, skills.iter().copied(), as_of()).unwrap_err().to_string();
    assert_eq!(code(&[]), "there is no skill to issue badges of");
    let (one, other) = (skill("resilience"), skill("empathy"));
    assert_eq!(code(&[&one, &other, &one]), "the skill `resilience` is there twice");
    let json = Framework::twenty_first_century_skills().to_json().replacen("\"version\": \"", "\"version\": \"9", 1);
    let foreign = Framework::from_json(json.as_bytes()).unwrap().skill("empathy").unwrap();
    assert_eq!(code(&[&one, &foreign]), "the skills `empathy` and `resilience` are of two frameworks");
}

#[test]
fn several_skills_in_one_run() {
    let (issuer, one, other) = (issuer(), skill("resilience"), skill("empathy"));
    let both = record("s-1", &one, 4, "proficient");
    let more = record("s-1", &other, 4, "exemplary");
    let both = Record::new(both.learner().clone(), [both.assessments(), more.assessments()].concat());
    let issuing = Issuing::new(&issuer, [&one, &other], as_of()).unwrap();
    let answers: Vec<_> = issuing.run([both, record("s-2", &other, 4, "proficient")]).collect();
    let seen: Vec<_> =
        answers.iter().map(|a| (a.learner(), a.skill().unwrap().id(), matches!(a.made(), Made::Issued(_)))).collect();
    let expected =
        [("s-1", "resilience", true), ("s-1", "empathy", true), ("s-2", "resilience", false), ("s-2", "empathy", true)];
    assert_eq!(seen, expected);
}

#[test]
fn a_run_that_was_cut_off_goes_on() {
    let (issuer, skill) = (issuer(), skill("resilience"));
    let issuing = Issuing::new(&issuer, [&skill], as_of()).unwrap();
    let (whole, texts) = summed(issuing.run(records(200)));
    assert_eq!(whole.matches('i').count(), 160);

    // Killed after 70 answers, and in the middle of a line.
    let (mut stored, mut journal) = (Vec::new(), Vec::new());
    for answer in issuing.run(records(200)).take(70) {
        let Some(entry) = answer.entry() else { continue };
        let Made::Issued(signed) = answer.made() else { panic!() };
        stored.push(signed.to_text().to_owned());
        let end = stored.iter().map(|text| text.len() as u64 + 1).sum();
        journal.extend_from_slice(format!("{}\n", entry.with_end(end)).as_bytes());
    }
    let complete = journal.len() as u64;
    journal.extend_from_slice(b"{\"credential\":\"urn:uu");

    let journal = Journal::read(&*journal).unwrap();
    assert_eq!((journal.len(), journal.bytes()), (56, complete));
    assert_eq!(journal.end(), Some(stored.iter().map(|text| text.len() as u64 + 1).sum()));
    let again = Issuing::new(&issuer, [&skill], as_of()).unwrap().with_journal(&journal);
    let (rest, more) = summed(again.run(records(200)));
    assert_eq!(rest.matches('a').count(), 56);
    assert_eq!(rest.replace('a', "i"), whole);
    stored.extend(more);
    assert_eq!(stored, texts);
}

#[test]
fn a_second_run_issues_nothing_twice_unless_asked() {
    let (issuer, skill) = (issuer(), skill("resilience"));
    let issuing = Issuing::new(&issuer, [&skill], as_of()).unwrap();
    let mut journal = Journal::new();
    issuing.run(records(5)).filter_map(|answer| answer.entry()).for_each(|entry| journal.add(&entry));
    assert_eq!(journal.len(), 4);

    let later = at("2026-06-01T00:00:00Z");
    let second = Issuing::new(&issuer, [&skill], later).unwrap().with_journal(&journal);
    assert_eq!(summed(second.run(records(6))).0, "aaaani");
    let asked = Issuing::new(&issuer, [&skill], later).unwrap().with_journal(&journal).with_reissue(Reissue::Always);
    let answers: Vec<_> = asked.run(records(1)).collect();
    let Made::Issued(signed) = answers[0].made() else { panic!("{answers:?}") };
    assert!(journal.has(&signed.credential().id));
    assert_eq!(signed.credential().awarded_date.as_ref().unwrap().as_str(), "2026-05-01T00:00:00Z");
    assert_eq!(signed.credential().valid_from.as_str(), "2026-06-01T00:00:00Z");
    // Another edition is another badge.
    let edition = Issuing::new(&issuer, [&skill], later).unwrap().with_journal(&journal).with_edition("2026");
    assert_eq!(summed(edition.run(records(1))).0, "i");
}

#[test]
fn journals_that_are_not_ours() {
    let read = |text: &str| Journal::read(text.as_bytes()).map(|journal| journal.len()).map_err(|e| e.to_string());
    assert_eq!(read(""), Ok(0));
    assert_eq!(read("\n\n"), Ok(0));
    assert_eq!(read("not whole"), Ok(0));
    let error = read("\n{\"credential\":\"urn:uuid:1\"}\n").unwrap_err();
    assert!(error.starts_with("line 2 of the journal is no entry: "), "{error}");
    let error = read(&format!("{}\n", " ".repeat(1 << 20))).unwrap_err();
    assert_eq!(error, "line 1 of the journal is no entry: it is longer than 1048576 bytes");
    let entry = "{\"credential\":\"urn:uuid:1\",\"issuer\":\"did:x:y\",\"learner\":\"s\\u0000\",\"skill\":\"empathy\",\
        \"awardedDate\":\"2026-05-01T00:00:00Z\",\"sha256\":\"00\",\"end\":7}\n";
    let journal = Journal::read(entry.as_bytes()).unwrap();
    assert_eq!((journal.has("urn:uuid:1"), journal.has("urn:uuid:2"), journal.end()), (true, false, Some(7)));
}

#[test]
fn every_badge_gets_an_index_of_its_own() {
    let (issuer, skill) = (issuer(), skill("resilience"));
    let issuing = Issuing::new(&issuer, [&skill], as_of()).unwrap();
    let save = |_: &Swap<'_>| Ok::<_, String>(true);
    let mut state = 1u64;
    let mut random = move |bytes: &mut [u8]| {
        for byte in bytes {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = state.to_be_bytes()[1];
        }
        Ok::<_, String>(())
    };
    let mut draft = Ledger::create(Settings::new("https://badges.example.edu/status/1", "revocation")).unwrap();
    assert_eq!(issuing.allocate(records(150), &mut draft, "revocation", &mut random).unwrap(), 120);
    let ledger = draft.commit(save).unwrap();
    // Cut off here, all of it is asked for again: nothing is given out twice.
    let mut draft = ledger.draft();
    assert_eq!(issuing.allocate(records(155), &mut draft, "revocation", &mut random).unwrap(), 4);
    let ledger = draft.commit(save).unwrap();

    let issuing = Issuing::new(&issuer, [&skill], as_of()).unwrap().with_status(&ledger, "revocation");
    let mut indexes = HashSet::new();
    for answer in issuing.run(records(155)) {
        let Made::Issued(signed) = answer.made() else { continue };
        let status = signed.document().root().get("credentialStatus").unwrap();
        indexes.insert(status.get("statusListIndex").unwrap().raw().to_owned());
    }
    assert_eq!(indexes.len(), 124);
    let codes: Vec<_> = issuing
        .run([record("s-new", &skill, 4, "proficient")])
        .map(|answer| match answer.into_made() {
            Made::Failed(error) => error.code().to_string(),
            made => format!("{made:?}"),
        })
        .collect();
    assert_eq!(codes, ["status.unknown-credential"]);
}

#[test]
fn progress_is_told() {
    let (issuer, skill) = (issuer(), skill("resilience"));
    let issuing = Issuing::new(&issuer, [&skill], as_of()).unwrap();
    let mut told = Vec::new();
    let mut run = issuing.run(records(150)).with_progress(|progress| told.push((progress.records, progress.issued)));
    assert_eq!(run.by_ref().count(), 150);
    let end = run.progress();
    drop(run);
    assert_eq!((end.records, end.issued, end.already, end.not_yet, end.failed), (150, 120, 0, 30, 0));
    let expected = [(32, 26), (64, 52), (96, 77), (128, 103), (150, 120)];
    assert_eq!(told, expected);
    // Handed over as they come, the same.
    told.clear();
    let run = issuing.run(records(150)).with_progress(|progress| told.push((progress.records, progress.issued)));
    assert_eq!(run.each(|_| Ok::<(), ()>(())), Ok(end));
    assert_eq!(told, expected);
}

#[cfg(feature = "rayon")]
#[test]
fn on_several_cores_the_same_comes_in_the_same_order() {
    let (issuer, skill) = (issuer(), skill("resilience"));
    let alone = Issuing::new(&issuer, [&skill], as_of()).unwrap();
    let together = Issuing::new(&issuer, [&skill], as_of()).unwrap().with_jobs(3.try_into().unwrap()).unwrap();
    let expected = summed(alone.run(records(400)));
    assert_eq!(summed(together.run(records(400))), expected);
    for issuing in [&alone, &together] {
        let (mut some, mut run) = (Vec::new(), issuing.run(records(400)));
        some.extend(run.by_ref().take(70));
        let progress = run.each(|answer| {
            some.push(answer);
            Ok::<(), ()>(())
        });
        assert_eq!(progress.unwrap().records, 400);
        assert_eq!(summed(some.into_iter()), expected);
        // At the first error it ends.
        let mut taken = 0;
        let ended = issuing.run(records(400)).each(|answer| {
            taken += 1;
            if answer.number() == 100 { Err(answer.learner().to_owned()) } else { Ok(()) }
        });
        assert_eq!((ended, taken), (Err(records(101).last().unwrap().learner().id().to_owned()), 101));
    }
}

#[test]
fn what_was_issued_verifies() {
    let (issuer, skill) = (issuer(), skill("resilience"));
    let issuing = Issuing::new(&issuer, [&skill], as_of())
        .unwrap()
        .with_terms(|award| award.with_valid_until("2030-01-01T00:00:00Z".parse().unwrap()));
    for text in summed(issuing.run(records(3))).1 {
        let report = Verifier::default().verify(text.as_bytes(), &Resources::new(), at("2026-07-01T00:00:00Z"));
        assert!(report.verdict().is_verified(), "{report}");
    }
}

#[test]
fn badges_are_verified_as_alone() {
    let list: &[u8] = include_bytes!("../../fixtures/golden/status/list.json");
    let url = "https://badges.example.edu/status/1";
    let (verifier, now) = (Verifier::default(), at("2026-07-01T00:00:00Z"));
    let badges = [
        include_str!("../../fixtures/golden/status/good.json"),
        include_str!("../../fixtures/golden/status/revoked.json"),
        include_str!("../../fixtures/golden/critical-thinking.json"),
        include_str!("../../fixtures/golden/endorsed.json"),
        "{}",
        "",
    ];
    // With the list, a list that was altered, and without.
    let altered = String::from_utf8(list.to_vec()).unwrap().replacen("encodedList\": \"u", "encodedList\": \"uA", 1);
    assert_ne!(altered.as_bytes(), list);
    for bytes in [Some(list), Some(altered.as_bytes()), Some(b"no credential"), None] {
        let resources = bytes.into_iter().fold(Resources::new(), |all, bytes| all.with_bytes(url, bytes));
        let verifying = Verifying::new(&verifier, &resources, now);
        let many = badges.iter().cycle().take(150).copied();
        let mut count = 0;
        for (badge, report) in verifying.run(many) {
            let alone = verifier.verify(badge.as_bytes(), &resources, now);
            assert_eq!(serde_json::to_string(&report).unwrap(), serde_json::to_string(&alone).unwrap());
            count += 1;
        }
        assert_eq!(count, 150);
    }
}
