#![allow(clippy::string_slice)]

use proptest::prelude::*;

use super::*;

#[test]
fn the_built_in_framework_is_what_was_gathered() {
    let framework = Framework::twenty_first_century_skills();
    let ids: Vec<String> = framework.skills().map(|s| s.id().to_owned()).collect();
    assert_eq!(
        ids,
        [
            "self-directed-learning",
            "empathy",
            "oral-communication",
            "critical-thinking",
            "resilience",
            "intercultural-fluency",
            "collaboration",
            "creative-problem-solving",
            "initiative"
        ]
    );
    for skill in framework.skills() {
        assert_eq!(skill.sub_competencies().count(), 4, "{}", skill.id());
        for sub in skill.sub_competencies() {
            assert_eq!(skill.required_level(sub).unwrap().id(), "proficient");
            assert_eq!(sub.id(), builtin::kebab(sub.name()));
        }
    }
    let critical = framework.skill("critical-thinking").unwrap();
    let ids: Vec<&str> = critical.sub_competencies().map(SubCompetency::id).collect();
    assert_eq!(
        ids,
        [
            "gather-and-assess-relevant-information",
            "identify-patterns",
            "question-assumptions",
            "draw-well-reasoned-conclusions"
        ]
    );
    assert!(framework.sub_competency("recognize-others-needs-and-values").is_ok());
    // Shared: 36 places, 32 sub-competencies.
    assert_eq!(framework.sub_competencies().len(), 32);
    use Provenance::*;
    let marks: Vec<_> = framework.skills().map(|s| s.provenance().unwrap()).collect();
    assert_eq!(marks, [Confirmed, Confirmed, Derived, Confirmed, Reported, Reported, Derived, Reported, Derived]);
    let levels: Vec<_> = framework.rubrics()[0].levels().iter().map(|l| (l.id(), l.points().to_string())).collect();
    assert_eq!(
        levels,
        [("emerging", "1".into()), ("developing", "2".into()), ("proficient", "3".into()), ("exemplary", "4".into())]
    );
}

#[test]
fn the_built_in_framework_passes_its_own_door() {
    let framework = Framework::twenty_first_century_skills();
    assert_eq!(Framework::from_json(framework.to_json().as_bytes()).unwrap(), framework);
}

#[test]
fn lookups_know_aliases_and_suggest() {
    let framework = Framework::twenty_first_century_skills();
    assert_eq!(framework.skill("Cross-Cultural Competency").unwrap().id(), "intercultural-fluency");
    let error = framework.sub_competency("identify-pattern").unwrap_err();
    assert_eq!(error.to_string(), "no sub-competency has the id `identify-pattern`; did you mean `identify-patterns`?");
    assert_eq!(
        framework.skill("welding").unwrap_err().to_string(),
        "no skill has the id `welding`; there are: self-directed-learning, empathy, oral-communication, \
         critical-thinking, resilience, intercultural-fluency, collaboration, creative-problem-solving, initiative"
    );
}

const GOOD: &str = r#"{
  "id": "https://example.edu/f", "name": "F", "version": "1", "publisher": {"id": "https://example.edu", "name": "E"},
  "status": "draft", "inLanguage": "en-US", "description": "d", "provenance": "own", "sharedAssessments": "allowed",
  "completion": {"attempts": "first"},
  "rubrics": [
    {"id": "r", "name": "R", "requiredLevel": "hi", "criteria": [{"id": "c", "name": "C"}],
     "levels": [{"id": "lo", "name": "Lo", "points": 0}, {"id": "hi", "name": "Hi", "points": "1.5", "description": "x"}]}
  ],
  "subCompetencies": [
    {"id": "a", "name": "A", "description": "does a", "rubric": "r", "aliases": ["old a"], "alignments": [
      {"targetName": "N", "targetUrl": "https://case.example.edu/1", "targetType": "CFItem"}]},
    {"id": "b", "name": "B", "description": "does b", "rubric": "r"},
    {"id": "c", "name": "C", "description": "does c", "rubric": "r", "status": "deprecated"}
  ],
  "skills": [
    {"id": "s", "name": "S", "description": "does s", "subCompetencies": ["a", "b"], "tags": ["t"]},
    {"id": "t", "name": "T", "description": "does t", "subCompetencies": ["a", "b", "c"], "requiredLevels": {"a": "lo"},
     "completion": {"maxAgeDays": 30, "rule": {"kind": "any", "rules": [
       {"kind": "at-least", "count": 2},
       {"kind": "all", "rules": [{"kind": "points", "total": 3, "floor": "0.5"}, {"kind": "all-required", "of": ["c"]}]}
     ]}}}
  ]
}"#;

#[test]
fn a_custom_framework_reads_and_comes_back() {
    let framework = Framework::from_json(GOOD.as_bytes()).unwrap();
    assert_eq!(Framework::from_json(framework.to_json().as_bytes()).unwrap(), framework);
    assert_eq!(framework.status(), Status::Draft);
    assert_eq!(framework.shared_assessments(), SharedAssessments::Allowed);
    let s = framework.skill("s").unwrap();
    assert_eq!(s.completion().attempts(), Attempts::First);
    assert_eq!(*s.completion().rule(), Rule::default());
    let t = framework.skill("t").unwrap();
    assert_eq!(t.completion().attempts(), Attempts::Best);
    assert_eq!(t.completion().max_age_days(), Some(30));
    let a = framework.sub_competency("old a").unwrap();
    assert_eq!(a.id(), "a");
    assert_eq!(t.required_level(a).unwrap().id(), "lo");
    assert_eq!(s.required_level(a).unwrap().id(), "hi");
}

#[test]
fn what_a_rule_asks_of_a_sub_competency() {
    let threshold = |rule: &str| -> [Option<String>; 3] {
        let text = GOOD.replacen(r#"{"attempts": "first"}"#, &format!(r#"{{"rule": {rule}}}"#), 1);
        let text = text.replacen(r#""subCompetencies": ["a", "b"]"#, r#""subCompetencies": ["a", "b", "c"]"#, 1);
        let skill = Framework::from_json(text.as_bytes()).unwrap().skill("s").unwrap();
        let all: Vec<_> =
            skill.sub_competencies().map(|s| skill.demand_of(s).threshold().map(|p| p.to_string())).collect();
        all.try_into().unwrap()
    };
    let of = |points: &str| Some(points.to_owned());
    let required = r#"{"kind": "all-required", "of": ["a", "b"]}"#;
    let points = r#"{"kind": "points", "total": 3, "floor": 1, "of": ["a", "c"]}"#;
    let open = r#"{"kind": "points", "total": 3}"#;
    assert_eq!(threshold(required), [of("1.5"), of("1.5"), None]);
    assert_eq!(threshold(r#"{"kind": "at-least", "count": 1}"#), [of("1.5"), of("1.5"), of("1.5")]);
    assert_eq!(threshold(points), [of("1"), None, of("1")]);
    assert_eq!(threshold(open), [of("0"), of("0"), of("0")]);
    // All of them: the hardest. Any of them: the easiest.
    assert_eq!(
        threshold(&format!(r#"{{"kind": "all", "rules": [{required}, {points}]}}"#)),
        [of("1.5"), of("1.5"), of("1")]
    );
    assert_eq!(
        threshold(&format!(r#"{{"kind": "any", "rules": [{required}, {points}]}}"#)),
        [of("1"), of("1.5"), of("1")]
    );
    assert_eq!(threshold(&format!(r#"{{"kind": "all", "rules": [{points}, {open}]}}"#)), [of("1"), of("0"), of("1")]);
    assert_eq!(threshold(&format!(r#"{{"kind": "any", "rules": [{required}, {open}]}}"#)), [of("0"), of("0"), of("0")]);
}

fn faults(text: &str) -> Vec<(Code, String, String)> {
    let error = Framework::from_json(text.as_bytes()).unwrap_err();
    error.findings().map(|f| (f.code(), f.pointer().to_owned(), f.message().to_owned())).collect()
}

#[test]
fn every_fault_has_its_code_place_and_sentence() {
    use Code::*;
    #[rustfmt::skip]
    let cases: &[(&str, &str, Code, &str, &str)] = &[
        (r#""id": "b", "name""#, r#""id": "a", "name""#, FrameworkDuplicateId, "/subCompetencies/1/id", "`a` names two things in `subCompetencies`"),
        (r#"["old a"]"#, r#"["b"]"#, FrameworkDuplicateId, "/subCompetencies/1/id", "`b` names two things in `subCompetencies`"),
        (r#""id": "t""#, r#""id": "s""#, FrameworkDuplicateId, "/skills/1/id", "`s` names two things in `skills`"),
        (r#""id": "hi", "name""#, r#""id": "lo", "name""#, FrameworkDuplicateId, "/rubrics/0/levels/1/id", "`lo` names two things in `levels`"),
        (r#"["a", "b"]"#, r#"["a", "a"]"#, FrameworkDuplicateId, "/skills/0/subCompetencies/1", "`a` stands twice in one skill"),
        (r#"["a", "b"]"#, r#"["a", "bb"]"#, FrameworkDanglingReference, "/skills/0/subCompetencies/1", "`bb` is not defined in `subCompetencies`; did you mean `b`?"),
        (r#""rubric": "r", "aliases""#, r#""rubric": "q", "aliases""#, FrameworkDanglingReference, "/subCompetencies/0/rubric", "`q` is not defined in `rubrics`; did you mean `r`?"),
        (r#"{"a": "lo"}"#, r#"{"x": "lo"}"#, FrameworkDanglingReference, "/skills/1/requiredLevels/x", "`x` is no sub-competency of this skill; did you mean `a`?"),
        (r#""of": ["c"]"#, r#""of": ["d"]"#, FrameworkDanglingReference, "/skills/1/completion", "the rule names `d`, no sub-competency of its skill; did you mean `a`?"),
        (r#""of": ["c"]"#, r#""of": ["c", "c"]"#, FrameworkDuplicateId, "/skills/1/completion", "the rule names `c` twice"),
        (r#"[{"id": "lo", "name": "Lo", "points": 0}, {"id": "hi", "name": "Hi", "points": "1.5", "description": "x"}]"#, "[]", FrameworkRubricWithoutLevels, "/rubrics/0/levels", "a rubric needs at least one level"),
        (r#""1.5""#, r#""0.0""#, FrameworkPointsNotRising, "/rubrics/0/levels/1/points", "0 points do not rise above the level before, which has 0"),
        (r#""1.5""#, "-1", InputNotPoints, "/rubrics/0/levels/1/points", "`-1` is not a number of points: 0 to 1000000, at most three decimals"),
        (r#""requiredLevel": "hi""#, r#""requiredLevel": "top""#, FrameworkRequiredLevelNotInRubric, "/rubrics/0/requiredLevel", "the required level `top` is no level of this rubric"),
        (r#"{"a": "lo"}"#, r#"{"a": "top"}"#, FrameworkRequiredLevelNotInRubric, "/skills/1/requiredLevels/a", "the required level `top` is no level of the rubric of `a`"),
        (r#""name": "S""#, r#""name": " ""#, InputEmpty, "/skills/0/name", "the text is empty"),
        (r#""name": "S","#, "", InputMissing, "/skills/0", "the member `name` is missing"),
        (r#""name": "S""#, r#""name": 7"#, InputWrongType, "/skills/0/name", "expected a string, found a number"),
        ("https://case.example.edu/1", "case.example.edu/1", InputNotUrl, "/subCompetencies/0/alignments/0/targetUrl", "`case.example.edu/1` is not an http or https URL"),
        ("CFItem", "CFThing", InputUnknownWord, "/subCompetencies/0/alignments/0/targetType", "`CFThing` is not a target type of the standard; own ones begin with `ext:`"),
        ("https://example.edu/f", "example.edu", InputNotUri, "/id", "`example.edu` is not an absolute URI"),
        (r#""id": "c", "name": "C", "description""#, r#""id": "C c", "name": "C", "description""#, InputNotId, "/subCompetencies/2/id", "`C c` is not an id: lower-case letters, digits and single hyphens"),
        ("en-US", "english language", InputUnknownWord, "/inLanguage", "`english language` is not a language tag such as `en-US`"),
        ("\"draft\"", "\"done\"", InputUnknownWord, "/status", "`done` is none of `draft`, `adopted` and `deprecated`"),
        (r#""tags""#, r#""tag""#, InputUnknownMember, "/skills/0/tag", "there is no member `tag` here; did you mean `tags`?"),
        (r#"["a", "b"]"#, "[]", FrameworkSkillWithoutSubCompetencies, "/skills/0/subCompetencies", "a skill needs at least one sub-competency"),
        (r#""count": 2"#, r#""count": 4"#, FrameworkRuleUnusable, "/skills/1/completion", "the rule wants 4 sub-competencies of 3"),
        (r#""count": 2"#, r#""count": 0"#, InputNotCount, "/skills/1/completion/rule/rules/0/count", "`0` is not a whole number from 1 to 1000000"),
        (r#""total": 3"#, r#""total": 5"#, FrameworkRuleUnusable, "/skills/1/completion", "the rule wants 5 points, but only 4.5 can be reached"),
        (r#""total": 3, "floor": "0.5""#, r#""total": 0"#, FrameworkRuleUnusable, "/skills/1/completion", "a rule that wants no points is met by everybody"),
        (r#""total": 3, "floor": "0.5""#, r#""total": 0, "floor": 0"#, FrameworkRuleUnusable, "/skills/1/completion", "a rule that wants no points is met by everybody"),
        (r#""floor": "0.5""#, r#""floor": 2"#, FrameworkRuleUnusable, "/skills/1/completion", "nobody can reach the rule's floor in `a`"),
        (r#""of": ["c"]"#, r#""of": []"#, FrameworkRuleUnusable, "/skills/1/completion", "the rule speaks of no sub-competency"),
        (r#""kind": "at-least", "count": 2"#, r#""kind": "all", "rules": []"#, FrameworkRuleUnusable, "/skills/1/completion", "a rule made of rules needs at least one"),
        (r#""kind": "at-least", "count": 2"#, r#""kind": "all-required", "count": 2"#, InputUnknownMember, "/skills/1/completion/rule/rules/0/count", "a rule of kind `all-required` has no `count`"),
        (r#""kind": "at-least""#, r#""kind": "at-most""#, InputUnknownWord, "/skills/1/completion/rule/rules/0/kind", "`at-most` is none of `all-required`, `at-least`, `points`, `all` and `any`"),
    ];
    for (from, to, code, pointer, message) in cases {
        assert!(GOOD.contains(from), "{from}");
        let found = faults(&GOOD.replacen(from, to, 1));
        let wanted = (*code, (*pointer).to_owned(), (*message).to_owned());
        assert!(found.contains(&wanted), "{to}: {found:#?}");
    }
}

#[test]
fn a_draft_with_several_faults_reports_them_all() {
    let draft = GOOD
        .replacen(r#""id": "b", "name""#, r#""id": "a", "name""#, 1)
        .replacen(r#""1.5""#, r#""0""#, 1)
        .replacen(r#""name": "S""#, r#""name": """#, 1)
        .replacen("https://case.example.edu/1", "nowhere", 1);
    let found: Vec<_> = faults(&draft).into_iter().map(|(code, pointer, _)| (code.as_str(), pointer)).collect();
    let expected = [
        ("framework.points-not-rising", "/rubrics/0/levels/1/points"),
        ("input.not-a-url", "/subCompetencies/0/alignments/0/targetUrl"),
        ("framework.duplicate-id", "/subCompetencies/1/id"),
        ("input.empty-text", "/skills/0/name"),
        ("framework.dangling-reference", "/skills/0/subCompetencies/1"),
        ("framework.dangling-reference", "/skills/1/subCompetencies/1"),
    ];
    for (code, pointer) in expected {
        assert!(found.contains(&(code, pointer.to_owned())), "{code} {pointer}: {found:#?}");
    }
}

#[test]
fn a_draft_full_of_faults_is_not_repeated_whole() {
    let unknown: Vec<String> = (0..3_000).map(|i| format!(r#""x{i}": 0"#)).collect();
    let found = faults(&format!("{{{}}}", unknown.join(",")));
    assert_eq!(found.len(), 1_001);
    // 3,000 unknown members and seven missing ones.
    assert_eq!(found[1_000].2, "there are 2007 more faults of this or other kinds");
}

#[test]
fn too_many_parts_and_too_deep_rules() {
    let many: Vec<String> =
        (0..201).map(|i| format!(r#"{{"id": "x{i}", "name": "X", "description": "d", "rubric": "r"}}"#)).collect();
    let ids: Vec<String> = (0..201).map(|i| format!("\"x{i}\"")).collect();
    let text = GOOD
        .replacen(r#""subCompetencies": ["#, &format!(r#""subCompetencies": [{},"#, many.join(",")), 1)
        .replacen(r#"["a", "b"]"#, &format!("[{}]", ids.join(",")), 1);
    assert_eq!(faults(&text)[0].0, Code::FrameworkTooManySubCompetencies);
    let mut rule = r#"{"kind": "all-required"}"#.to_owned();
    for _ in 0..5 {
        rule = format!(r#"{{"kind": "all", "rules": [{rule}]}}"#);
    }
    let found = faults(&GOOD.replacen(r#"{"attempts": "first"}"#, &format!(r#"{{"rule": {rule}}}"#), 1));
    assert_eq!(found[0].0, Code::FrameworkRuleUnusable);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(3), ..ProptestConfig::default() })]

    #[test]
    fn a_framework_with_a_hole_never_panics(at in 0..GOOD.len(), length in 0usize..40, with in r#"[\[\]{}",:a0]{0,3}"#) {
        let end = (at + length).min(GOOD.len());
        let text = format!("{}{}{}", &GOOD[..at], with, &GOOD[end..]);
        if let Ok(framework) = Framework::from_json(text.as_bytes()) {
            prop_assert_eq!(Framework::from_json(framework.to_json().as_bytes()).unwrap(), framework);
        }
    }
}
