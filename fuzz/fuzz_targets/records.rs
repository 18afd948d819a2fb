//! Records that somebody else wrote, on their whole way: what they earn is signed, and what is signed verifies.

#![no_main]

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use libfuzzer_sys::fuzz_target;
use openbadges::Framework;
use openbadges::assessment::{Counted, Records, Standing};
use openbadges::issue::{Issuer, Recipient};
use openbadges::key::{Secret, Seed, SigningKey};
use openbadges::verify::{Policy, Resources, Verdict, Verifier};

static FRAMEWORK: LazyLock<Framework> = LazyLock::new(Framework::twenty_first_century_skills);
static NOW: LazyLock<DateTime<Utc>> = LazyLock::new(|| "2026-07-01T00:00:00Z".parse().expect("a time"));
static ISSUER: LazyLock<Issuer> = LazyLock::new(|| {
    let seed = Seed::from_bytes([7; 32]);
    Issuer::from_json(b"{\"name\":\"Fuzz\"}", SigningKey::from_seed(&seed), Secret::from_seed(&seed))
        .expect("an issuer")
});

fuzz_target!(|data: &[u8]| {
    let Ok(records) = Records::from_json(data) else { return };
    for record in &records {
        assert_eq!(records.of(record.learner().id()).ok(), Some(record));
        let Ok(outcomes) = FRAMEWORK.evaluate(record, *NOW) else { continue };
        let mut used = Vec::new();
        for outcome in outcomes {
            for standing in outcome.standings() {
                assert!(!standing.sentence().is_empty());
            }
            let alone = outcome.skill().evaluate(record, *NOW).expect("the record fits");
            assert_eq!(alone.standings(), outcome.standings());
            let Ok(earned) = outcome.into_earned() else { continue };
            // No assessment counts for two badges; where it stands in the text is a part of it.
            for assessment in earned.proven().filter_map(Standing::counted).map(Counted::assessment) {
                assert!(!used.contains(assessment), "{assessment:?}");
            }
            used.extend(earned.proven().filter_map(Standing::counted).map(Counted::assessment).cloned());
            // A learner's texts may be ones that no badge can bear; then nothing is signed.
            let Ok(signed) = ISSUER.award(&earned, &Recipient::of(record.learner())).sign() else { continue };
            for badge in [signed.to_json(), &signed.to_json_pretty()] {
                let report = Verifier::new(Policy::strict()).verify(badge.as_bytes(), &Resources::new(), *NOW);
                assert_eq!(report.verdict(), Verdict::Verified, "{report}\n{badge}");
            }
        }
    }
});
