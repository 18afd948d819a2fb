//! Frameworks that somebody else wrote.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::Framework;
use openbadges::assessment::{Learner, Record};

fuzz_target!(|data: &[u8]| {
    let Ok(framework) = Framework::from_json(data) else { return };
    let again = Framework::from_json(framework.to_json().as_bytes()).expect("what was written reads back");
    assert_eq!(again, framework);

    for tag in framework.languages() {
        let other = framework.translated(tag).expect("it has every text");
        assert_eq!((other.in_language(), other.to_json()), (Some(tag), framework.to_json()));
        assert_eq!(other.translated(framework.in_language().expect("its own")).expect("its own"), framework);
    }

    // Whatever the rules say: who was never assessed earns nothing.
    let nobody = Record::new(Learner::new("nobody"), []);
    let now = "2026-07-01T00:00:00Z".parse().expect("a time");
    for outcome in framework.evaluate(&nobody, now).expect("an empty record has no faults") {
        assert!(!outcome.is_met(), "{} is earned with nothing", outcome.skill().id());
        assert!(!outcome.into_earned().expect_err("not met").reasons().is_empty());
    }
});
