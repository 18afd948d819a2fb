//! Many at once: a semester's badges issued, and folders of badges verified.
//!
//! [`Issuing`] takes records as they come, a learner at a time, and answers in their order; [`Journal`] says what was issued
//! already, so that a run that was cut off goes on where it ended and nothing is issued twice. [`Verifying`] does
//! the same with badges. Both hold a bounded number of badges at a time, however many there are, and use as many cores as
//! they are told to with the feature `rayon`.
//!
//! ```
//! use openbadges::Framework;
//! use openbadges::assessment::{Assessment, Assessor, AssessorKind, Learner, Record, Score};
//! use openbadges::batch::{Issuing, Made};
//! use openbadges::issue::Issuer;
//! use openbadges::key::{Secret, Seed, SigningKey};
//! use openbadges::model::Profile;
//!
//! let seed = Seed::from_bytes([7; 32]);
//! let key = SigningKey::from_seed(&seed);
//! let profile = Profile::new(openbadges::did::of_key(&key.verifying_key())).with_name("Example College");
//! let issuer = Issuer::new(profile, key, Secret::from_seed(&seed))?;
//!
//! // Records come from a roster; here of two learners, of whom one has shown all four sub-competencies.
//! let skill = Framework::twenty_first_century_skills().skill("resilience")?;
//! let record = |learner: &str, shown: usize| {
//!     let at = "2026-04-17T15:30:00Z".parse().unwrap();
//!     let assessor = || Assessor::new(AssessorKind::Facilitator);
//!     let assessed = |id: &str| Assessment::new(id, Score::Level("proficient".into()), at, assessor());
//!     let assessments: Vec<_> = skill.sub_competencies().take(shown).map(|sub| assessed(sub.id())).collect();
//!     let email = format!("{learner}@example.edu");
//!     Record::new(Learner::new(learner).with_identifier("emailAddress", email), assessments)
//! };
//! let records = [record("s-1", 4), record("s-2", 3)];
//!
//! let as_of = "2026-05-01T00:00:00Z".parse().unwrap();
//! let issuing = Issuing::new(&issuer, [&skill], as_of)?;
//! let answers: Vec<_> = issuing.run(records).collect();
//! assert!(matches!(answers[0].made(), Made::Issued(signed) if signed.to_json().contains("proofValue")));
//! assert!(matches!(answers[1].made(), Made::NotYet(reasons) if !reasons.reasons().is_empty()));
//! # Ok::<(), openbadges::Error>(())
//! ```

#[cfg(test)]
mod attacks;
mod issuing;
mod jobs;
mod journal;
mod run;
#[cfg(test)]
mod tests;
mod verifying;

pub use issuing::{Issuing, Reissue};
pub use journal::{Entry, Journal};
pub use run::{Answer, Made, Progress, Run};
pub use verifying::{Reports, Verifying};
