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
        (r#""name": "B""#, r#""name": " a""#, FrameworkDuplicateId, "/subCompetencies/1/name", "` a` is the name of two things in `subCompetencies`"),
        (r#""name": "B""#, r#""name": {"en-US": "B", "es": "A"}"#, FrameworkDuplicateId, "/subCompetencies/1/name/es", "`A` is the name of two things in `subCompetencies`"),
        (r#""name": "T""#, r#""name": "S""#, FrameworkDuplicateId, "/skills/1/name", "`S` is the name of two things in `skills`"),
        (r#""name": "Hi""#, r#""name": {"en-US": "Hi", "es": "Lo"}"#, FrameworkDuplicateId, "/rubrics/0/levels/1/name/es", "`Lo` is the name of two things in `levels`"),
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

/// One thing may be called the same in two languages, and what is deprecated as what follows it.
#[test]
fn names_that_two_may_have() {
    for (from, to) in [
        (r#""name": "B""#, r#""name": {"en-US": "B", "es": "b"}"#),
        (r#""name": "C", "description""#, r#""name": "B", "description""#),
        (r#""name": "S""#, r#""name": "A""#),
    ] {
        assert!(GOOD.contains(from), "{from}");
        assert_eq!(Framework::from_json(GOOD.replacen(from, to, 1).as_bytes()).unwrap().skills().len(), 2);
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
        (0..201).map(|i| format!(r#"{{"id": "x{i}", "name": "X{i}", "description": "d", "rubric": "r"}}"#)).collect();
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

const TWO: &str = r#"{
  "id": "https://example.edu/f", "name": {"fr-CA": "F", "ar": "م"}, "version": "1",
  "publisher": {"id": "https://example.edu", "name": "E"}, "inLanguage": "fr-CA",
  "description": {"ar": "وصف", "fr-CA": "d"},
  "rubrics": [{"id": "r", "name": {"fr-CA": "R", "ar": "ر"}, "requiredLevel": "hi",
     "criteria": [{"id": "c", "name": {"fr-CA": "C", "ar": "معيار"}, "description": {"fr-CA": "cd", "ar": "و"}}],
     "levels": [{"id": "hi", "name": {"fr-CA": "Haut", "ar": "عال"}, "points": 1, "description": {"fr-CA": "h", "ar": "ع"}}]}],
  "subCompetencies": [{"id": "a", "name": {"fr-CA": "A", "ar": "ا"}, "description": {"fr-CA": "fait a", "ar": "ي"}, "rubric": "r"}],
  "skills": [{"id": "s", "name": {"fr-CA": "S {name}", "ar": "س {name}"}, "description": {"fr-CA": "fait s", "ar": "يس"},
     "subCompetencies": ["a"], "tags": [{"fr-CA": "étiquette", "ar": "وسم"}]}]
}"#;

#[test]
fn texts_in_several_languages() {
    let framework = Framework::from_json(TWO.as_bytes()).unwrap();
    assert_eq!(framework.languages().collect::<Vec<_>>(), ["fr-CA", "ar"]);
    assert_eq!((framework.in_language(), framework.name(), framework.edition()), (Some("fr-CA"), "F", None));
    let json = framework.to_json();
    assert_eq!(Framework::from_json(json.as_bytes()).unwrap(), framework);
    assert_eq!(json.matches("\"ar\"").count(), 12);

    let arabic = framework.translated("ar").unwrap();
    assert_eq!(
        (arabic.in_language(), arabic.edition(), arabic.own_language()),
        (Some("ar"), Some("ar"), Some("fr-CA"))
    );
    assert_eq!((arabic.name(), arabic.description(), arabic.id()), ("م", Some("وصف"), "https://example.edu/f"));
    let skill = arabic.skill("s").unwrap();
    assert_eq!((skill.name(), skill.description()), ("س {name}", "يس"));
    assert_eq!(skill.tags().collect::<Vec<_>>(), ["وسم"]);
    let sub = arabic.sub_competency("a").unwrap();
    let rubric = arabic.rubric_of(sub);
    assert_eq!((sub.name(), sub.description(), rubric.name()), ("ا", "ي", "ر"));
    let (level, criterion) = (&rubric.levels()[0], &rubric.criteria()[0]);
    assert_eq!((level.id(), level.name(), level.description()), ("hi", "عال", Some("ع")));
    assert_eq!((criterion.id(), criterion.name(), criterion.description()), ("c", "معيار", Some("و")));
    // Its JSON is that of the whole, and it turns back.
    assert_ne!(arabic, framework);
    assert_eq!(arabic.to_json(), json);
    assert_eq!(arabic.languages().collect::<Vec<_>>(), ["fr-CA", "ar"]);
    assert_eq!(arabic.translated("fr-ca").unwrap(), framework);
    assert_eq!(arabic.translated("ar-EG").unwrap(), arabic);
    // One language in an object is as good as a string.
    let one = TWO.replace(r#"{"fr-CA": "F", "ar": "م"}"#, r#"{"fr-CA": "F"}"#);
    let plain = TWO.replace(r#"{"fr-CA": "F", "ar": "م"}"#, r#""F""#);
    assert_eq!(Framework::from_json(one.as_bytes()).unwrap(), Framework::from_json(plain.as_bytes()).unwrap());
}

#[test]
fn a_language_that_is_not_there_or_not_whole() {
    let framework = Framework::from_json(TWO.as_bytes()).unwrap();
    for tag in ["es", "", "fr", "a", "ara", "-ar", "fr-CAN"] {
        let error = framework.translated(tag).unwrap_err();
        let message = format!("the framework has no texts in `{tag}`; it has them in fr-CA and ar");
        assert_eq!((error.code(), error.to_string()), (Code::FrameworkUntranslated, message));
    }
    let partly = TWO
        .replace(r#", "ar": "عال""#, "")
        .replace(r#", "ar": "ي""#, "")
        .replace(r#"{"fr-CA": "étiquette", "ar": "وسم"}"#, "\"x\"");
    let framework = Framework::from_json(partly.as_bytes()).unwrap();
    assert_eq!(framework.languages().collect::<Vec<_>>(), ["fr-CA"]);
    let error = framework.translated("ar").unwrap_err();
    let found: Vec<_> = error.findings().map(|f| (f.code().as_str(), f.pointer(), f.message())).collect();
    assert_eq!(
        found,
        [
            ("framework.untranslated", "/rubrics/0/levels/0/name", "there is no text in `ar` for `Haut`"),
            ("framework.untranslated", "/subCompetencies/0/description", "there is no text in `ar` for `fait a`"),
            ("framework.untranslated", "/skills/0/tags/0", "there is no text in `ar` for `x`"),
        ]
    );
    // In its own language it is itself, whether all texts name that or not.
    assert_eq!(framework.translated("fr-CA").unwrap(), framework);
    let silent = GOOD.replacen(r#""inLanguage": "en-US","#, "", 1);
    let error = Framework::from_json(silent.as_bytes()).unwrap().translated("en").unwrap_err();
    let message = "the framework does not say in which language it is (`inLanguage`), so that it is in no other";
    assert_eq!(error.to_string(), message);
}

#[test]
fn faults_of_texts_in_several_languages() {
    use Code::*;
    let name = r#"{"fr-CA": "S {name}", "ar": "س {name}"}"#;
    #[rustfmt::skip]
    let cases: &[(&str, &str, Code, &str, &str)] = &[
        (name, r#"{"ar": "x"}"#, InputMissing, "/skills/0/name", "the text in `fr-CA` is missing, the language of the framework (`inLanguage`)"),
        (name, "{}", InputMissing, "/skills/0/name", "the text in `fr-CA` is missing, the language of the framework (`inLanguage`)"),
        (name, r#"{"fr-CA": "S", "AR": "x"}"#, InputUnknownWord, "/skills/0/name/AR", "`AR` is not a language tag such as `en-US`"),
        (name, r#"{"fr-CA": "S", "es_MX": "x"}"#, InputUnknownWord, "/skills/0/name/es_MX", "`es_MX` is not a language tag such as `en-US`"),
        (name, r#"{"fr-CA": "S", "": "x"}"#, InputUnknownWord, "/skills/0/name/", "`` is not a language tag such as `en-US`"),
        (name, r#"{"fr-CA": "S", "es-419": " "}"#, InputEmpty, "/skills/0/name/es-419", "the text is empty"),
        (name, r#"{"fr-CA": "S", "es-419": ["x"]}"#, InputWrongType, "/skills/0/name/es-419", "expected a string, found an array"),
        (name, r#"{"fr-CA": "S", "ar": "x", "ar": "y"}"#, JsonDuplicateMember, "/skills/0/name/ar", ""),
        (r#"[{"fr-CA": "étiquette", "ar": "وسم"}]"#, r#"[{"ar": "x"}]"#, InputMissing, "/skills/0/tags/0", "the text in `fr-CA` is missing, the language of the framework (`inLanguage`)"),
        (r#""inLanguage": "fr-CA","#, "", InputMissing, "", "the member `inLanguage` is missing, which says the language of texts that are in several"),
        (r#""inLanguage": "fr-CA""#, r#""inLanguage": "fr-ca""#, InputUnknownWord, "/inLanguage", "`fr-ca` is not a language tag such as `en-US`"),
    ];
    for (from, to, code, pointer, message) in cases {
        assert_eq!(TWO.matches(from).count(), 1, "{from}");
        let found = faults(&TWO.replace(from, to));
        assert_eq!(found.len(), 1, "{to}: {found:#?}");
        assert_eq!((found[0].0, found[0].1.as_str()), (*code, *pointer), "{to}");
        assert!(message.is_empty() || found[0].2 == *message, "{to}: {}", found[0].2);
    }
    // Only the texts that people read are in several languages.
    let version = TWO.replace(r#""version": "1""#, r#""version": {"fr-CA": "1"}"#);
    assert_eq!(faults(&version)[0].0, InputWrongType);
}

#[test]
fn the_built_in_framework_is_whole_in_spanish() {
    let framework = Framework::twenty_first_century_skills();
    let spanish = framework.translated("ES-mx").unwrap();
    assert_eq!(spanish.in_language(), Some("es"));
    let ids = |framework: &Framework| framework.skills().map(|skill| skill.id().to_owned()).collect::<Vec<_>>();
    assert_eq!(ids(&spanish), ids(&framework));
    let names: Vec<String> = spanish.skills().map(|skill| skill.name().to_owned()).collect();
    assert_eq!(
        names,
        [
            "Aprendizaje autodirigido",
            "Empatía",
            "Comunicación oral",
            "Pensamiento crítico",
            "Resiliencia",
            "Fluidez intercultural",
            "Colaboración",
            "Resolución creativa de problemas",
            "Iniciativa"
        ]
    );
    let levels: Vec<&str> = spanish.rubrics()[0].levels().iter().map(Level::name).collect();
    assert_eq!(levels, ["Inicial", "En desarrollo", "Competente", "Ejemplar"]);
    let resilience = spanish.skill("resilience").unwrap();
    assert_eq!(
        resilience.tags().collect::<Vec<_>>(),
        ["resiliencia", "habilidades del siglo XXI", "habilidades duraderas"]
    );
    // No text is the English one, and no two names are the same.
    let texts = |framework: &Framework| -> Vec<String> {
        let subs = framework.sub_competencies().iter().flat_map(|sub| [sub.name(), sub.description()]);
        let levels = framework.rubrics()[0].levels().iter().flat_map(|l| [l.name(), l.description().unwrap()]);
        let mut all: Vec<String> = subs.chain(levels).map(str::to_owned).collect();
        for skill in framework.skills() {
            all.extend([skill.name().to_owned(), skill.description().to_owned()]);
            all.extend(skill.tags().map(str::to_owned));
        }
        all.extend([framework.name().to_owned(), framework.description().unwrap().to_owned()]);
        all
    };
    let (english, spanish) = (texts(&framework), texts(&spanish));
    assert_eq!(english.len(), 32 * 2 + 4 * 2 + 9 * 5 + 2);
    for (english, spanish) in english.iter().zip(&spanish) {
        assert_ne!(english, spanish);
        assert_eq!(english.ends_with('.'), spanish.ends_with('.'), "{spanish}");
    }
    let different: std::collections::BTreeSet<&String> = spanish.iter().collect();
    // The two tags that all nine skills have.
    assert_eq!(different.len(), spanish.len() - 16);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(4), ..ProptestConfig::default() })]

    #[test]
    fn a_framework_in_two_languages_with_a_hole_never_panics(at in 0..TWO.len(), length in 0usize..40, with in r#"[\[\]{}",:a0]{0,3}"#) {
        let (mut at, mut end) = (at, (at + length).min(TWO.len()));
        while !TWO.is_char_boundary(at) { at -= 1; }
        while !TWO.is_char_boundary(end) { end += 1; }
        let text = format!("{}{}{}", &TWO[..at], with, &TWO[end..]);
        if let Ok(framework) = Framework::from_json(text.as_bytes()) {
            prop_assert_eq!(&Framework::from_json(framework.to_json().as_bytes()).unwrap(), &framework);
            for tag in framework.languages() {
                let other = framework.translated(tag).unwrap();
                prop_assert_eq!(other.in_language(), Some(tag));
                prop_assert_eq!(&other.translated(framework.in_language().unwrap()).unwrap(), &framework);
            }
        }
    }
}
