//! Languages that somebody else wrote: whole, and texts put in the place of English ones. What is taken comes back, and has
//! every placeholder filled.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::assessment::{Learner, Record};
use openbadges::language::Language;
use openbadges::{Document, Framework};

fuzz_target!(|data: &[u8]| {
    check(data);
    // The first byte says which text, the rest what it is.
    let Some((which, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let english = Language::english().to_json();
    let lines: Vec<&str> = english.lines().filter(|line| line.starts_with("    \"")).collect();
    let old = lines[usize::from(*which) % lines.len()].trim_end_matches(',');
    let (name, _) = old.split_once("\": ").expect("a member");
    let escaped: String =
        text.chars().map(|c| if matches!(c, '"' | '\\') { format!("\\{c}") } else { c.to_string() }).collect();
    check(english.replace(old, &format!("{name}\": \"{escaped}\"")).as_bytes());
});

fn check(json: &[u8]) {
    let Ok(language) = Language::from_json(json) else { return };
    let again = Language::from_json(language.to_json().as_bytes()).expect("what was written reads back");
    assert_eq!(again, language);
    assert_eq!(language.direction(), again.direction());

    let document = Document::parse(language.to_json().as_bytes()).expect("JSON");
    let texts = document.root().get("texts").expect("texts").members();
    let texts: Vec<String> = texts.filter_map(|(_, text)| Some(text.as_str()?.into_owned())).collect();
    for text in &texts {
        assert!(!text.is_empty() && text.len() <= 1_000 && !text.contains(['\n', '\r', '\0']));
        assert_eq!(text.matches('{').count(), text.matches('}').count());
    }
    let skill = Framework::twenty_first_century_skills().skill("empathy").expect("a skill");
    let nobody = Record::new(Learner::new("{learner}"), []);
    let outcome = skill.evaluate(&nobody, "2026-07-01T00:00:00Z".parse().expect("a time")).expect("no faults");
    let line = outcome.line_in(&language);
    assert!(line.contains("`{learner}`") && line.contains("Empathy"), "{line}");
    assert_eq!(outcome.reasons_in(&language).len(), 4);
}
