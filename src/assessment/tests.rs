use chrono::{DateTime, Utc};
use proptest::prelude::*;

use super::*;
use crate::framework::Framework;
use crate::language::Language;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A framework of one skill with three sub-competencies under the rule at hand.
fn framework(completion: &str) -> Framework {
    let json = format!(
        r#"{{"id": "https://x.example/f", "name": "F", "version": "1", "publisher": {{"id": "https://x.example", "name": "X"}},
        "rubrics": [{{"id": "r", "name": "R", "requiredLevel": "good", "levels": [
            {{"id": "poor", "name": "Poor", "points": 1}}, {{"id": "good", "name": "Good", "points": 2}}, {{"id": "fine", "name": "Fine", "points": 4}}]}}],
        "subCompetencies": [
            {{"id": "a", "name": "Aim", "description": "d", "rubric": "r"}},
            {{"id": "b", "name": "Build", "description": "d", "rubric": "r"}},
            {{"id": "c", "name": "Check", "description": "d", "rubric": "r"}}],
        "skills": [{{"id": "s", "name": "Skill", "description": "d", "subCompetencies": ["a", "b", "c"], "completion": {completion}}}]}}"#
    );
    Framework::from_json(json.as_bytes()).unwrap()
}

fn assessed(sub: &str, score: &str, day: &str) -> Assessment {
    let score = match score.parse() {
        Ok(points) => Score::Points(points),
        Err(_) => Score::Level(score.into()),
    };
    let at = format!("{day}T12:00:00Z").parse().unwrap();
    Assessment::new(sub, score, at, Assessor::new(AssessorKind::Facilitator))
}

fn outcome(completion: &str, assessments: Vec<Assessment>) -> Outcome {
    let skill = framework(completion).skill("s").unwrap();
    skill.evaluate(&Record::new(Learner::new("l"), assessments), at("2026-06-01T00:00:00Z")).unwrap()
}

fn reasons(completion: &str, scores: &[(&str, &str)]) -> Vec<String> {
    let assessments = scores.iter().map(|(sub, score)| assessed(sub, score, "2026-05-01")).collect();
    outcome(completion, assessments).reasons().to_vec()
}

const NONE: [&str; 0] = [];

#[test]
fn all_required_does_not_compensate() {
    assert_eq!(reasons("{}", &[("a", "good"), ("b", "good"), ("c", "fine")]), NONE);
    assert_eq!(
        reasons("{}", &[("a", "poor"), ("b", "fine"), ("c", "fine")]),
        ["Aim: you reached Poor on 2026-05-01; Good is required"]
    );
    let of = r#"{"rule": {"kind": "all-required", "of": ["b"]}}"#;
    assert_eq!(reasons(of, &[("b", "good")]), NONE);
    assert_eq!(reasons(of, &[("a", "good")]), ["Build: you have not been assessed in it yet; Good is required"]);
}

#[test]
fn at_least_so_many() {
    let rule = r#"{"rule": {"kind": "at-least", "count": 2}}"#;
    assert_eq!(reasons(rule, &[("a", "good"), ("c", "good")]), NONE);
    assert_eq!(
        reasons(rule, &[("a", "good"), ("b", "poor")]),
        [
            "2 of 3 sub-competencies are needed at their required levels, you have 1",
            "Build: you reached Poor on 2026-05-01; Good is required",
            "Check: you have not been assessed in it yet; Good is required"
        ]
    );
}

#[test]
fn points_with_and_without_a_floor() {
    let rule = r#"{"rule": {"kind": "points", "total": "6"}}"#;
    assert_eq!(reasons(rule, &[("a", "fine"), ("b", "good")]), NONE);
    assert_eq!(
        reasons(rule, &[("a", "3.5"), ("b", "good")]),
        ["6 points are needed in all, you have 5.5", "Check: you have not been assessed in it yet"]
    );
    let rule = r#"{"rule": {"kind": "points", "total": "6", "floor": "1.5"}}"#;
    assert_eq!(reasons(rule, &[("a", "fine"), ("b", "1.5"), ("c", "2")]), NONE);
    assert_eq!(
        reasons(rule, &[("a", "fine"), ("b", "fine"), ("c", "poor")]),
        ["Check: you reached Poor (1 point) on 2026-05-01; at least 1.5 points are required"]
    );
    // What fell below the floor supports nothing; what lies between the floor and the level does.
    let proven = |scores: &[(&str, &str)]| -> Vec<String> {
        let assessments = scores.iter().map(|(sub, score)| assessed(sub, score, "2026-05-01")).collect();
        outcome(rule, assessments).proven().map(|s| s.sub_competency().id().to_owned()).collect()
    };
    assert_eq!(proven(&[("a", "fine"), ("b", "1.5"), ("c", "2")]), ["a", "b", "c"]);
    assert_eq!(proven(&[("a", "fine"), ("b", "1.5"), ("c", "1")]), NONE);
}

#[test]
fn combinations() {
    let rule = r#"{"rule": {"kind": "all", "rules": [{"kind": "all-required", "of": ["a"]}, {"kind": "at-least", "count": 1, "of": ["b", "c"]}]}}"#;
    assert_eq!(reasons(rule, &[("a", "good"), ("c", "good")]), NONE);
    assert_eq!(reasons(rule, &[("a", "good")]).len(), 3);
    assert_eq!(reasons(rule, &[("c", "good")]), ["Aim: you have not been assessed in it yet; Good is required"]);
    let rule = r#"{"rule": {"kind": "any", "rules": [{"kind": "all-required", "of": ["a"]}, {"kind": "points", "total": 8}]}}"#;
    assert_eq!(reasons(rule, &[("a", "good")]), NONE);
    assert_eq!(reasons(rule, &[("b", "fine"), ("c", "fine")]), NONE);
    assert_eq!(
        reasons(rule, &[("b", "fine"), ("c", "3")]),
        [
            "one of 2 ways is needed: (1) Aim: you have not been assessed in it yet; Good is required or (2) 8 points are needed in all, you have 7; Aim: you have not been assessed in it yet"
        ]
    );
}

#[test]
fn each_rule_of_a_combination_says_what_it_asks() {
    // Harder than the floor: the required level holds, in the reason and for what a badge rests on.
    let rule = r#"{"rule": {"kind": "all", "rules": [
        {"kind": "all-required", "of": ["a"]}, {"kind": "points", "total": 4, "floor": 1}]}}"#;
    assert_eq!(
        reasons(rule, &[("a", "poor"), ("b", "fine"), ("c", "poor")]),
        ["Aim: you reached Poor on 2026-05-01; Good is required"]
    );
    let met = outcome(
        rule,
        vec![
            assessed("a", "good", "2026-05-01"),
            assessed("b", "poor", "2026-05-01"),
            assessed("c", "poor", "2026-05-01"),
        ],
    );
    assert!(met.is_met());
    assert_eq!(
        met.standings().iter().map(Standing::sentence).collect::<Vec<_>>(),
        [
            "Aim: you reached Good on 2026-05-01; Good is required",
            "Build: you reached Poor (1 point) on 2026-05-01; at least 1 point is required",
            "Check: you reached Poor (1 point) on 2026-05-01; at least 1 point is required",
        ]
    );
    // Both rules miss the same thing: it is said once.
    let twice =
        r#"{"rule": {"kind": "all", "rules": [{"kind": "all-required", "of": ["a"]}, {"kind": "all-required"}]}}"#;
    assert_eq!(
        reasons(twice, &[("b", "good"), ("c", "good")]),
        ["Aim: you have not been assessed in it yet; Good is required"]
    );
}

#[test]
fn attempts() {
    let both = || {
        vec![
            assessed("a", "good", "2026-01-01"),
            assessed("a", "fine", "2026-02-01"),
            assessed("a", "poor", "2026-03-01"),
            assessed("a", "fine", "2026-04-01").with_purpose(Purpose::Formative),
        ]
    };
    let counted = |attempts: &str| {
        let outcome = outcome(&format!(r#"{{"attempts": "{attempts}"}}"#), both());
        let counted = outcome.standings()[0].counted().unwrap();
        (counted.level().id().to_owned(), counted.assessment().assessed_at().format("%m").to_string())
    };
    assert_eq!(counted("best"), ("fine".into(), "02".into()));
    assert_eq!(counted("latest"), ("poor".into(), "03".into()));
    assert_eq!(counted("first"), ("good".into(), "01".into()));
    // Attempts of one time are ordered by their number.
    let same =
        vec![assessed("a", "poor", "2026-01-01").with_attempt(2), assessed("a", "good", "2026-01-01").with_attempt(1)];
    let outcome = outcome(r#"{"attempts": "latest"}"#, same);
    assert_eq!(*outcome.standings()[0].state(), State::BelowLevel);
}

#[test]
fn a_first_attempt_stays_the_first() {
    // It does not age out of the way of a second one.
    let rule = r#"{"attempts": "first", "maxAgeDays": 60}"#;
    let outcome = outcome(rule, vec![assessed("a", "poor", "2026-01-01"), assessed("a", "good", "2026-05-10")]);
    assert_eq!(*outcome.standings()[0].state(), State::TooOld { days: 60 });
    assert_eq!(
        outcome.standings()[0].sentence(),
        "Aim: your assessment of 2026-01-01 is more than 60 days old and no longer counts"
    );
}

#[test]
fn no_badge_rests_on_nothing() {
    let rule = r#"{"rule": {"kind": "any", "rules": [{"kind": "points", "total": 1}]}}"#;
    assert_eq!(reasons(rule, &[]).len(), 1);
    // A rubric may begin at no points: reaching the lowest level is something all the same.
    let json = framework("{}").to_json().replace(r#""points": "1""#, r#""points": "0""#);
    let lowest = json.replace(r#""requiredLevel": "good""#, r#""requiredLevel": "poor""#);
    let skill = Framework::from_json(lowest.as_bytes()).unwrap().skill("s").unwrap();
    let evaluate = |made: Vec<Assessment>| {
        skill.evaluate(&Record::new(Learner::new("l"), made), at("2026-06-01T00:00:00Z")).unwrap()
    };
    assert!(!evaluate(vec![]).is_met());
    assert!(evaluate(["a", "b", "c"].map(|sub| assessed(sub, "poor", "2026-05-01")).into()).is_met());
}

#[test]
fn every_state_and_its_sentence() {
    let rule = r#"{"maxAgeDays": 30}"#;
    let state = |assessments: Vec<Assessment>| {
        let outcome = outcome(rule, assessments);
        (outcome.standings()[0].state().clone(), outcome.standings()[0].sentence())
    };
    assert_eq!(
        state(vec![assessed("a", "fine", "2026-05-10")]),
        (State::Met, "Aim: you reached Fine on 2026-05-10; Good is required".into())
    );
    assert_eq!(
        state(vec![assessed("a", "1.999", "2026-05-10")]),
        (State::BelowLevel, "Aim: you reached Poor (1.999 points) on 2026-05-10; Good is required".into())
    );
    assert_eq!(
        state(vec![]),
        (State::NotAssessed, "Aim: you have not been assessed in it yet; Good is required".into())
    );
    assert_eq!(
        state(vec![assessed("a", "fine", "2026-05-01")]),
        (
            State::TooOld { days: 30 },
            "Aim: your assessment of 2026-05-01 is more than 30 days old and no longer counts".into()
        )
    );
    // Exactly thirty days is not more.
    let mut edge = assessed("a", "fine", "2026-05-02");
    Arc::make_mut(&mut edge.0).assessed_at = at("2026-05-02T00:00:00Z").into();
    assert_eq!(state(vec![edge]).0, State::Met);
    assert_eq!(
        state(vec![assessed("a", "fine", "2026-05-10").with_purpose(Purpose::Formative)]),
        (
            State::OnlyFormative,
            "Aim: you have practised it, but the assessment that counts is still to come; Good is required".into()
        )
    );
}

fn proficient(sub: &str) -> Assessment {
    assessed(sub, "proficient", "2026-05-01")
}

const CRITICAL: [&str; 4] = [
    "gather-and-assess-relevant-information",
    "identify-patterns",
    "question-assumptions",
    "draw-well-reasoned-conclusions",
];
const CREATIVE: [&str; 4] = [
    "exercise-convergent-and-divergent-thinking",
    "identify-patterns",
    "manage-ambiguity",
    "apply-an-iterative-process",
];

#[test]
fn one_assessment_counts_for_one_skill() {
    let framework = Framework::twenty_first_century_skills();
    let now = at("2026-06-01T00:00:00Z");
    let [critical, creative] = ["critical-thinking", "creative-problem-solving"].map(|id| framework.skill(id).unwrap());
    let mut subs: Vec<&str> = CRITICAL.to_vec();
    subs.extend(CREATIVE.iter().filter(|sub| !CRITICAL.contains(sub)));
    let record = Record::new(Learner::new("l"), subs.iter().map(|sub| proficient(sub)));

    // Seven assessments for eight places: the framework's order decides who gets the shared one.
    assert!(critical.evaluate(&record, now).unwrap().is_met());
    let second = creative.evaluate(&record, now).unwrap();
    assert_eq!(
        second.reasons(),
        ["Identify patterns: your assessment of 2026-05-01 counts for Critical Thinking; another one is needed here"]
    );
    assert_eq!(
        *second.standings()[1].state(),
        State::UsedForAnotherSkill { skill: "critical-thinking".into(), name: "Critical Thinking".into() }
    );
    // Who was awarded earlier keeps it.
    let awarded = record.clone().with_awarded("creative-problem-solving", at("2026-05-02T00:00:00Z").into());
    assert!(!critical.evaluate(&awarded, now).unwrap().is_met());
    assert!(creative.evaluate(&awarded, now).unwrap().is_met());
    // An assessment that names its skill counts for no other.
    let named = Record::new(
        Learner::new("l"),
        subs.iter().map(|sub| {
            if *sub == "identify-patterns" {
                proficient(sub).with_skill("creative-problem-solving")
            } else {
                proficient(sub)
            }
        }),
    );
    assert!(!critical.evaluate(&named, now).unwrap().is_met());
    assert!(creative.evaluate(&named, now).unwrap().is_met());
    // A second attempt serves the second skill.
    let twice =
        Record::new(Learner::new("l"), subs.iter().map(|sub| proficient(sub)).chain([proficient("identify-patterns")]));
    assert!(critical.evaluate(&twice, now).unwrap().is_met());
    assert!(creative.evaluate(&twice, now).unwrap().is_met());
    // A skill that is not completed keeps nothing.
    let without =
        Record::new(Learner::new("l"), subs.iter().filter(|s| **s != "question-assumptions").map(|s| proficient(s)));
    assert!(!critical.evaluate(&without, now).unwrap().is_met());
    assert!(creative.evaluate(&without, now).unwrap().is_met());
    // The whole framework at once says the same.
    let all = framework.evaluate(&record, now).unwrap();
    assert_eq!(all.len(), 9);
    assert_eq!(all.iter().filter(|o| o.is_met()).map(|o| o.skill().id()).collect::<Vec<_>>(), ["critical-thinking"]);
    assert_eq!(all[7], second);
}

/// A better attempt after the award must not set free what the badge rests on.
#[test]
fn what_a_badge_rests_on_stays_with_it() {
    let framework = Framework::twenty_first_century_skills();
    let mut made: Vec<_> = CRITICAL.iter().map(|sub| assessed(sub, "proficient", "2026-01-10")).collect();
    made.extend(
        CREATIVE.iter().filter(|sub| !CRITICAL.contains(sub)).map(|sub| assessed(sub, "proficient", "2026-03-10")),
    );
    made.push(assessed("identify-patterns", "exemplary", "2026-03-10"));
    let creative = framework.skill("creative-problem-solving").unwrap();
    let met = |record: &Record| creative.evaluate(record, at("2026-06-01T00:00:00Z")).unwrap();
    let record = Record::new(Learner::new("l"), made.clone())
        .with_awarded("critical-thinking", at("2026-02-01T00:00:00Z").into());
    // The awarded skill takes the better one first; the older one is not free for it.
    assert!(!met(&record).is_met());
    // Made for the other skill, it counts there.
    let last = made.pop().unwrap().with_skill("creative-problem-solving");
    made.push(last);
    let record =
        Record::new(Learner::new("l"), made).with_awarded("critical-thinking", at("2026-02-01T00:00:00Z").into());
    let outcome = met(&record);
    assert!(outcome.is_met());
    assert_eq!(outcome.standings()[1].counted().unwrap().level().id(), "exemplary");
}

#[test]
fn one_assessment_may_count_twice_where_the_framework_says_so() {
    let json = Framework::twenty_first_century_skills().to_json();
    let shared = json.replace(r#""sharedAssessments": "forbidden""#, r#""sharedAssessments": "allowed""#);
    let framework = Framework::from_json(shared.as_bytes()).unwrap();
    let record = Record::new(
        Learner::new("l"),
        CRITICAL.iter().chain(&CREATIVE[2..]).chain(&CREATIVE[..1]).map(|sub| proficient(sub)),
    );
    for id in ["critical-thinking", "creative-problem-solving"] {
        assert!(framework.skill(id).unwrap().evaluate(&record, at("2026-06-01T00:00:00Z")).unwrap().is_met(), "{id}");
    }
}

#[test]
fn faults_of_a_record_all_at_once() {
    let framework = Framework::twenty_first_century_skills();
    let record = Record::new(
        Learner::new("l"),
        [
            proficient("identify-pattern"),
            proficient("identify-patterns").with_skill("critical-thinkin"),
            proficient("identify-patterns").with_skill("empathy"),
            assessed("identify-patterns", "proficent", "2026-05-01"),
            assessed("identify-patterns", "4.001", "2026-05-01"),
            assessed("identify-patterns", "0.5", "2026-05-01"),
            assessed("identify-patterns", "proficient", "2026-06-02"),
        ],
    )
    .with_awarded("emphaty", at("2026-05-01T00:00:00Z").into())
    .with_awarded("resilience", at("2026-05-01T00:00:00Z").into())
    .with_awarded("resilience", at("2026-05-02T00:00:00Z").into())
    .with_awarded("empathy", at("2026-06-02T00:00:00Z").into());
    let nobody = Record::new(Learner::new(" "), []);
    let error = framework.evaluate(&nobody, at("2026-06-01T00:00:00Z")).unwrap_err();
    assert_eq!(error.to_string(), "at /learner/id: the learner's id is empty");
    let error = framework.skill("resilience").unwrap().evaluate(&record, at("2026-06-01T00:00:00Z")).unwrap_err();
    let found: Vec<_> = error.findings().map(|f| (f.code(), f.pointer(), f.message())).collect();
    assert_eq!(
        found,
        [
            (
                Code::RecordUnknownSubCompetency,
                "/assessments/0/subCompetency",
                "no sub-competency has the id `identify-pattern`; did you mean `identify-patterns`?"
            ),
            (
                Code::RecordUnknownSkill,
                "/assessments/1/skill",
                "no skill has the id `critical-thinkin`; did you mean `critical-thinking`?"
            ),
            (
                Code::RecordSkillWithoutSubCompetency,
                "/assessments/2/skill",
                "`identify-patterns` is no sub-competency of the skill `empathy`"
            ),
            (
                Code::RecordUnknownLevel,
                "/assessments/3/level",
                "`proficent` is no level of the rubric `performance`; did you mean `proficient`?"
            ),
            (
                Code::RecordPointsOutsideRubric,
                "/assessments/4/points",
                "4.001 points lie outside the rubric `performance`, 1 to 4"
            ),
            (
                Code::RecordPointsOutsideRubric,
                "/assessments/5/points",
                "0.5 points lie outside the rubric `performance`, 1 to 4"
            ),
            (
                Code::RecordAssessedAfterAward,
                "/assessments/6/assessedAt",
                "the assessment of `2026-06-02T12:00:00+00:00` lies after the award date 2026-06-01T00:00:00+00:00"
            ),
            (Code::RecordUnknownSkill, "/awarded/0", "no skill has the id `emphaty`; did you mean `empathy`?"),
            (
                Code::RecordAwardedTwice,
                "/awarded/2",
                "the skill `resilience` stands twice, or is one too many of those awarded"
            ),
            (
                Code::RecordAwardedAfterAward,
                "/awarded/3/at",
                "the award of 2026-06-02T00:00:00+00:00 lies after this one's date 2026-06-01T00:00:00+00:00"
            ),
        ]
    );
}

const RECORDS: &str = r#"{"records": [{
  "learner": {"id": "s-1", "uri": "did:example:1", "name": "N", "identifiers": [{"type": "emailAddress", "value": "a@example.edu"}]},
  "awarded": [{"skill": "empathy", "at": "2026-04-01T00:00:00Z"}],
  "assessments": [{
    "subCompetency": "identify-patterns", "skill": "critical-thinking", "learner": "s-1", "points": 3.5,
    "assessedAt": "2026-05-01T09:00:00+02:00", "assessor": {"kind": "automated-with-review", "name": "P", "id": "p-1"},
    "purpose": "summative", "attempt": 2,
    "evidence": [{"kind": "reflection", "name": "E", "description": "d", "genre": "g", "url": "https://x.example/e", "visibility": "public"}]
  }]
}]}"#;

#[test]
fn records_read() {
    let records = Records::from_json(RECORDS.as_bytes()).unwrap();
    let learner =
        Learner::new("s-1").with_uri("did:example:1").with_name("N").with_identifier("emailAddress", "a@example.edu");
    let evidence = EvidenceItem::new(EvidenceKind::Reflection, "E")
        .with_description("d")
        .with_genre("g")
        .with_url("https://x.example/e")
        .with_visibility(Visibility::Public);
    let assessor = Assessor::new(AssessorKind::AutomatedWithReview).with_name("P").with_id("p-1");
    let when = DateTime::parse_from_rfc3339("2026-05-01T09:00:00+02:00").unwrap();
    let assessment = Assessment::new("identify-patterns", Score::Points("3.5".parse().unwrap()), when, assessor)
        .with_skill("critical-thinking")
        .with_attempt(2)
        .with_evidence(evidence);
    let mut expected =
        Record::new(learner, [assessment]).with_awarded("empathy", "2026-04-01T00:00:00Z".parse().unwrap());
    expected.place = "/records/0".into();
    assert_eq!(records.iter().collect::<Vec<_>>(), [&expected]);
    assert_eq!(records.of("s-1").unwrap(), &expected);
    assert_eq!(
        records.of("s-2").unwrap_err().to_string(),
        "at /records: there is no record of the learner `s-2`; did you mean `s-1`?"
    );
}

#[test]
fn every_fault_of_a_records_file() {
    use Code::*;
    #[rustfmt::skip]
    let cases: &[(&str, &str, Code, &str, &str)] = &[
        (r#""learner": "s-1""#, r#""learner": "s-2""#, RecordTwoLearners, "/records/0/assessments/0/learner", "the assessment is of `s-2`, the record of `s-1`"),
        (r#""points": 3.5,"#, "", RecordScoreNotOne, "/records/0/assessments/0", "an assessment has either `level` or `points`"),
        (r#""points": 3.5"#, r#""points": 3.5, "level": "x""#, RecordScoreNotOne, "/records/0/assessments/0", "an assessment has either `level` or `points`"),
        ("3.5", "3.5e0", InputNotPoints, "/records/0/assessments/0/points", "`3.5e0` is not a number of points: 0 to 1000000, at most three decimals"),
        ("3.5", "true", InputWrongType, "/records/0/assessments/0/points", "expected a number of points, found a boolean"),
        ("2026-05-01T09:00:00+02:00", "2026-05-01", InputNotTime, "/records/0/assessments/0/assessedAt", "`2026-05-01` is not a date and time with a zone, such as `2026-05-01T09:00:00Z`"),
        ("automated-with-review", "robot", InputUnknownWord, "/records/0/assessments/0/assessor/kind", "`robot` is none of `facilitator`, `automated` and `automated-with-review`"),
        (r#""attempt": 2"#, r#""attempt": 0"#, InputNotCount, "/records/0/assessments/0/attempt", "`0` is not a whole number from 1 to 1000000"),
        ("https://x.example/e", "javascript:alert(1)", InputNotUrl, "/records/0/assessments/0/evidence/0/url", "`javascript:alert(1)` is not an http or https URL"),
        ("did:example:1", "example", InputNotUri, "/records/0/learner/uri", "`example` is not an absolute URI"),
        (r#""purpose""#, r#""porpoise""#, InputUnknownMember, "/records/0/assessments/0/porpoise", "there is no member `porpoise` here; did you mean `purpose`?"),
        (r#"{"records": ["#, r#"{"records": [{"learner": {"id": "s-1"}, "assessments": []}, "#, RecordDuplicateLearner, "/records/1/learner/id", "there are two records of the learner `s-1`"),
        (r#""id": "s-1", "uri""#, r#""uri""#, InputMissing, "/records/0/learner", "the member `id` is missing"),
        (r#"{"records": ["#, r#"{"records": [7, "#, InputWrongType, "/records/0", "expected an object, found a number"),
        (r#"{"records": ["#, r#"{"x": 1, "records": ["#, InputUnknownMember, "/x", "there is no member `x` here"),
        (r#"[{"skill": "empathy", "at": "2026-04-01T00:00:00Z"}]"#, r#""empathy""#, InputWrongType, "/records/0/awarded", "expected an array, found a string"),
        (r#", "at": "2026-04-01T00:00:00Z""#, "", InputMissing, "/records/0/awarded/0", "the member `at` is missing"),
        ("emailAddress", "email", RecordUnknownIdentifierType, "/records/0/learner/identifiers/0/type", "`email` is no kind of identifier, and own ones begin with `ext:`"),
        ("emailAddress", "emailAdress", RecordUnknownIdentifierType, "/records/0/learner/identifiers/0/type", "`emailAdress` is no kind of identifier, and own ones begin with `ext:`; did you mean `emailAddress`?"),
    ];
    for (from, to, code, pointer, message) in cases {
        assert!(RECORDS.contains(from), "{from}");
        let error = Records::from_json(RECORDS.replacen(from, to, 1).as_bytes()).unwrap_err();
        let found: Vec<_> = error.findings().map(|f| (f.code(), f.pointer(), f.message())).collect();
        assert_eq!(found, [(*code, *pointer, *message)], "{to}");
    }
    assert_eq!(Records::from_json(b"{}").unwrap_err().code(), InputMissing);
    assert_eq!(Records::from_json(b"[]").unwrap_err().code(), InputWrongType);
    assert_eq!(Records::from_json(b"nonsense").unwrap_err().code(), JsonSyntax);
}

#[test]
fn an_outcome_is_a_line() {
    let met = outcome("{}", ["a", "b", "c"].map(|sub| assessed(sub, "good", "2026-05-01")).into());
    assert_eq!(met.to_string(), "`l` has earned Skill: Aim (Good), Build (Good) and Check (Good)");
    let earned = met.into_earned().unwrap();
    assert_eq!(earned.proven().count(), 3);
    let not = outcome("{}", vec![assessed("a", "good", "2026-05-01"), assessed("b", "good", "2026-05-01")]);
    assert_eq!(not.proven().count(), 0);
    let not = not.into_earned().unwrap_err();
    assert_eq!(
        not.to_string(),
        "`l` has not earned Skill yet: Check: you have not been assessed in it yet; Good is required"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(11), ..ProptestConfig::default() })]

    #[test]
    fn a_records_file_with_a_hole_never_panics(at in 0..RECORDS.len(), length in 0usize..40, with in r#"[\[\]{}",:a0]{0,3}"#) {
        let end = (at + length).min(RECORDS.len());
        if let (Some(head), Some(tail)) = (RECORDS.get(..at), RECORDS.get(end..)) {
            let _ = Records::from_json(format!("{head}{with}{tail}").as_bytes());
        }
    }

    /// Badges issued one after another, as evaluations say, never rest on one assessment; new assessments come in between.
    #[test]
    fn badges_over_time_share_nothing(
        picks in prop::collection::vec((0usize..4, 0usize..4, 1u32..28, 1u32..4), 4..40),
        issue in prop::collection::vec(any::<[bool; 3]>(), 3),
        attempts in 0usize..3,
        limited in any::<bool>(),
    ) {
        let age = if limited { r#", "maxAgeDays": 45"# } else { "" };
        let completion = format!(r#"{{"attempts": "{}"{age}}}"#, ["best", "latest", "first"][attempts]);
        // Three skills that want the same four sub-competencies, two each.
        let json = Framework::twenty_first_century_skills().to_json();
        let mut value: serde_json::Value = serde_json::from_str(&json).unwrap();
        let subs: Vec<String> = (0..4).map(|i| value["subCompetencies"][i]["id"].as_str().unwrap().to_owned()).collect();
        value["skills"].as_array_mut().unwrap().truncate(3);
        for i in 0..3 {
            value["skills"][i]["subCompetencies"] = serde_json::json!([subs[i], subs[i + 1]]);
            value["skills"][i]["completion"] = serde_json::from_str(&completion).unwrap();
        }
        let framework = Framework::from_json(value.to_string().as_bytes()).unwrap();
        // The attempt's number tells which assessment it is.
        let made: Vec<Assessment> = (1..).zip(&picks).map(|(number, (sub, level, day, month))| {
            let level = framework.rubrics()[0].levels()[*level].id();
            assessed(&subs[*sub], level, &format!("2026-{month:02}-{day:02}")).with_attempt(number)
        }).collect();
        let mut awarded: Vec<(String, DateTime<Utc>)> = Vec::new();
        let mut rests_on = std::collections::HashSet::new();
        for (round, wanted) in issue.iter().enumerate() {
            let now = at(&format!("2026-{:02}-28T23:00:00Z", round + 1));
            let known = made.iter().filter(|a| a.assessed_at() <= now).cloned();
            let record = awarded.iter().fold(Record::new(Learner::new("l"), known), |record, (skill, at)| {
                record.with_awarded(skill.clone(), (*at).into())
            });
            for (outcome, _) in framework.evaluate(&record, now).unwrap().iter().zip(wanted).filter(|(_, wanted)| **wanted) {
                let id = outcome.skill().id().to_owned();
                if !outcome.is_met() || awarded.iter().any(|(other, _)| *other == id) {
                    continue;
                }
                for counted in outcome.proven().filter_map(Standing::counted) {
                    prop_assert!(rests_on.insert(counted.assessment().attempt()), "{} rests on what another badge rests on", id);
                }
                awarded.push((id, now));
            }
        }
    }

    /// Two completed skills never rest on one assessment, whatever the record holds.
    #[test]
    fn no_assessment_is_used_twice(picks in prop::collection::vec((0usize..32, 0usize..4, prop::option::of(0usize..9), 1u32..28), 0..60)) {
        let framework = Framework::twenty_first_century_skills();
        let skills: Vec<_> = framework.skills().collect();
        let assessments = picks.into_iter().map(|(sub, level, skill, day)| {
            let sub = &framework.sub_competencies()[sub];
            let level = framework.rubric_of(sub).levels()[level].id();
            let made = assessed(sub.id(), level, &format!("2026-05-{day:02}"));
            match skill.map(|s| &skills[s]).filter(|s| s.sub_competencies().any(|p| p.id() == sub.id())) {
                Some(skill) => made.with_skill(skill.id()),
                None => made,
            }
        });
        let record = Record::new(Learner::new("l"), assessments);
        let outcomes = framework.evaluate(&record, at("2026-06-01T00:00:00Z")).unwrap();
        let mut used = std::collections::HashSet::new();
        for outcome in &outcomes {
            for standing in outcome.proven() {
                let counted = standing.counted().unwrap();
                prop_assert!(used.insert(counted.at));
                prop_assert!(counted.level().points() >= standing.required().unwrap().points());
            }
            prop_assert_eq!(outcome.is_met(), outcome.standings().iter().all(|s| *s.state() == State::Met));
            prop_assert_eq!(&skills.iter().find(|s| s == &outcome.skill()).unwrap().evaluate(&record, at("2026-06-01T00:00:00Z")).unwrap(), outcome);
        }
    }

    /// What is asked of some skills is what is said of all, whichever compete with them and whatever was awarded before.
    #[test]
    fn some_skills_are_evaluated_as_among_all(
        parts in prop::collection::vec(prop::collection::btree_set(0usize..8, 1..4), 5),
        picks in prop::collection::vec((0usize..8, 1usize..4, prop::option::of(0usize..5), 1u32..28), 0..30),
        awarded in prop::collection::vec((0usize..5, 1u32..28), 0..4),
        asked in any::<[bool; 5]>(),
        shared in any::<bool>(),
    ) {
        let mut value: serde_json::Value =
            serde_json::from_str(&Framework::twenty_first_century_skills().to_json()).unwrap();
        value["sharedAssessments"] = if shared { "allowed" } else { "forbidden" }.into();
        let subs: Vec<String> = (0..8).map(|i| value["subCompetencies"][i]["id"].as_str().unwrap().to_owned()).collect();
        value["skills"].as_array_mut().unwrap().truncate(5);
        for (skill, parts) in value["skills"].as_array_mut().unwrap().iter_mut().zip(&parts) {
            skill["subCompetencies"] = parts.iter().map(|part| subs[*part].clone()).collect();
        }
        let framework = Framework::from_json(value.to_string().as_bytes()).unwrap();
        let skills: Vec<_> = framework.skills().collect();
        let assessments = picks.into_iter().map(|(sub, level, skill, day)| {
            let level = framework.rubrics()[0].levels()[level].id();
            let made = assessed(&subs[sub], level, &format!("2026-05-{day:02}"));
            match skill.filter(|skill| parts[*skill].contains(&sub)) {
                Some(skill) => made.with_skill(skills[skill].id()),
                None => made,
            }
        });
        let mut record = Record::new(Learner::new("l"), assessments);
        let mut held = std::collections::HashSet::new();
        for (skill, day) in awarded.into_iter().filter(|(skill, _)| held.insert(*skill)) {
            record = record.with_awarded(skills[skill].id(), at(&format!("2026-05-{day:02}T20:00:00Z")).into());
        }
        let now = at("2026-06-01T00:00:00Z");
        let all = framework.evaluate(&record, now).unwrap();
        let some = evaluate::Contest::new(&framework, |skill| asked[skill.place()]).evaluate(&record, now).unwrap();
        prop_assert_eq!((all.len(), some.len()), (5, 5));
        for ((all, some), asked) in all.iter().zip(&some).zip(asked) {
            prop_assert!(some.is_some() || !asked);
            prop_assert!(some.as_ref().is_none_or(|some| some == all));
        }
    }
}

#[test]
fn every_sentence_in_spanish() {
    let spanish = Language::spanish();
    let say = |completion: &str, assessments: Vec<Assessment>| outcome(completion, assessments).reasons_in(&spanish);
    let sentence = |completion: &str, assessment: Option<Assessment>| {
        outcome(completion, assessment.into_iter().collect()).standings()[0].sentence_in(&spanish)
    };
    let a = |score: &str| Some(assessed("a", score, "2026-05-01"));
    assert_eq!(sentence("{}", a("poor")), "Aim: alcanzaste el nivel Poor el 2026-05-01; se requiere el nivel Good");
    assert_eq!(
        sentence("{}", a("1.5")),
        "Aim: alcanzaste el nivel Poor (1.5 puntos) el 2026-05-01; se requiere el nivel Good"
    );
    assert_eq!(sentence("{}", None), "Aim: todavía no te han evaluado; se requiere el nivel Good");
    let practised = a("good").map(|a| a.with_purpose(Purpose::Formative));
    assert_eq!(
        sentence("{}", practised),
        "Aim: ya la has practicado, pero aún falta la evaluación que cuenta; se requiere el nivel Good"
    );
    let days = |days: u32| sentence(&format!(r#"{{"maxAgeDays": {days}}}"#), a("good"));
    assert_eq!(days(1), "Aim: tu evaluación del 2026-05-01 tiene más de 1 día y ya no cuenta");
    assert_eq!(days(30), "Aim: tu evaluación del 2026-05-01 tiene más de 30 días y ya no cuenta");
    let floor = |floor: u32| format!(r#"{{"rule": {{"kind": "points", "total": 3, "floor": {floor}}}}}"#);
    assert_eq!(
        sentence(&floor(1), a("poor")),
        "Aim: alcanzaste el nivel Poor (1 punto) el 2026-05-01; se requiere al menos 1 punto"
    );
    assert_eq!(sentence(&floor(4), None), "Aim: todavía no te han evaluado; se requieren al menos 4 puntos");
    assert_eq!(say(r#"{"rule": {"kind": "points", "total": 1}}"#, vec![])[0], "se necesita 1 punto en total; tienes 0");
    assert_eq!(
        say(r#"{"rule": {"kind": "points", "total": 9}}"#, a("4").into_iter().collect())[0],
        "se necesitan 9 puntos en total; tienes 4"
    );
    assert_eq!(
        say(r#"{"rule": {"kind": "at-least", "count": 2}}"#, a("good").into_iter().collect())[0],
        "hay que alcanzar el nivel requerido en 2 de 3 subcompetencias; hasta ahora lo alcanzaste en 1"
    );
    let any = r#"{"rule": {"kind": "any", "rules": [{"kind": "all-required", "of": ["a"]}, {"kind": "all-required", "of": ["b"]}]}}"#;
    assert_eq!(
        say(any, vec![]),
        [
            "hay 2 maneras de lograrlo y basta una: (1) Aim: todavía no te han evaluado; se requiere el nivel Good o (2) Build: \
          todavía no te han evaluado; se requiere el nivel Good"
        ]
    );
    let met = outcome("{}", ["a", "b", "c"].map(|sub| assessed(sub, "good", "2026-05-01")).into());
    assert_eq!(met.line_in(&spanish), "`l` ha obtenido Skill: Aim (Good), Build (Good) y Check (Good)");
    assert_eq!(met.line_in(&Language::english()), met.to_string());
    let unmet = outcome(r#"{"rule": {"kind": "all-required", "of": ["a"]}}"#, vec![]);
    assert_eq!(
        unmet.line_in(&spanish),
        "`l` aún no ha obtenido Skill: Aim: todavía no te han evaluado; se requiere el nivel Good"
    );
    assert_eq!(unmet.reasons_in(&Language::english()), unmet.reasons());
    assert_eq!(unmet.clone().into_earned().unwrap_err().reasons_in(&spanish), unmet.reasons_in(&spanish));
}

#[test]
fn what_is_said_is_in_the_language_of_the_framework() {
    let framework = Framework::twenty_first_century_skills().translated("es").unwrap();
    let subs = CRITICAL.iter().chain(CREATIVE.iter().filter(|sub| !CRITICAL.contains(sub)));
    let record = Record::new(Learner::new("{skill}"), subs.map(|sub| proficient(sub)));
    let now = at("2026-06-01T00:00:00Z");
    let evaluated = |id: &str| framework.skill(id).unwrap().evaluate(&record, now).unwrap();
    // The same records, by the same ids; and what looks like a placeholder stays.
    assert_eq!(
        evaluated("critical-thinking").to_string(),
        "`{skill}` ha obtenido Pensamiento crítico: Reunir y evaluar información pertinente (Competente), Identificar patrones \
         (Competente), Cuestionar supuestos (Competente) y Extraer conclusiones bien fundamentadas (Competente)"
    );
    assert_eq!(
        evaluated("creative-problem-solving").into_earned().unwrap_err().to_string(),
        "`{skill}` aún no ha obtenido Resolución creativa de problemas: Identificar patrones: tu evaluación del 2026-05-01 \
         cuenta para Pensamiento crítico; aquí se necesita otra"
    );
    // A language that the crate does not have is English.
    let other = Framework::from_json(framework.to_json().replace("\"es\"", "\"ca\"").as_bytes()).unwrap();
    let skill = other.translated("ca").unwrap().skill("empathy").unwrap();
    let outcome = skill.evaluate(&Record::new(Learner::new("l"), []), now).unwrap();
    assert_eq!(
        outcome.reasons()[0],
        "Escuchar activamente: you have not been assessed in it yet; Competente is required"
    );
}
