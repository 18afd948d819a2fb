//! Issues many badges.

use std::collections::VecDeque;
use std::fmt;
use std::num::NonZeroUsize;

use chrono::{DateTime, Utc};

use super::jobs::Jobs;
use super::journal::Journal;
use super::run::{Answer, Made, Run};
use crate::assessment::evaluate::Contest;
use crate::assessment::{Counted, Earned, NotEarned, Record, Standing};
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::framework::{SharedAssessments, Skill};
use crate::issue::{Award, Cohort, Issuer, Recipient};
use crate::model::DateTimeZ;
use crate::status::{self, Draft, Ledger};
use crate::text::quoted;

/// What a second run does with badges that the journal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Reissue {
    /// They are left as they are, whatever the record says now. The default.
    #[default]
    Never,
    /// They are issued again under the same id, valid from the new moment; the award date stays, if all that is counted was
    /// assessed by then.
    Always,
}

/// What is asked of every award, such as an end of its validity.
type Terms<'a> = Box<dyn for<'b> Fn(Award<'b>) -> Award<'b> + Send + Sync + 'a>;

/// Issues the badges of many learners: see the [module](super).
///
/// Ids and salts derive from the issuer's secret: the same records as of the same moment give the same badges, byte for
/// byte.
pub struct Issuing<'a> {
    issuer: &'a Issuer,
    /// One of each skill.
    cohorts: Vec<Cohort<'a>>,
    contest: Contest,
    as_of: DateTime<Utc>,
    edition: String,
    terms: Option<Terms<'a>>,
    journal: Option<&'a Journal>,
    reissue: Reissue,
    status: Option<(&'a Ledger, &'a str)>,
    pub(super) jobs: Jobs,
}

impl<'a> Issuing<'a> {
    /// The badges of these skills, which are of one framework, for whoever has earned them by a moment. It is also the
    /// moment from which they are valid.
    ///
    /// # Errors
    /// `batch.skills` if there is no skill, one is there twice, or they are of several frameworks; as [`Issuer::cohort`] for
    /// what would keep every badge from being signed.
    pub fn new<'s>(
        issuer: &'a Issuer,
        skills: impl IntoIterator<Item = &'s Skill>,
        as_of: DateTime<Utc>,
    ) -> Result<Self> {
        let skills: Vec<Skill> = skills.into_iter().cloned().collect();
        let refused = |message: String| Err(Error::input(Code::BatchSkills, "", message));
        let Some(first) = skills.first() else { return refused("there is no skill to issue badges of".into()) };
        for (i, skill) in skills.iter().enumerate() {
            if skill.framework() != first.framework() {
                let (own, other) = (quoted(skill.id()), quoted(first.id()));
                return refused(format!("the skills {own} and {other} are of two frameworks"));
            }
            if skills.iter().take(i).any(|other| other.id() == skill.id()) {
                return refused(format!("the skill {} is there twice", quoted(skill.id())));
            }
        }
        let contest = Contest::new(first.framework(), |skill| skills.iter().any(|asked| asked.id() == skill.id()));
        let cohorts = skills.iter().map(|skill| issuer.cohort(skill)).collect::<Result<_>>()?;
        let (edition, terms, journal, reissue, status) = (String::new(), None, None, Reissue::Never, None);
        Ok(Issuing { issuer, cohorts, contest, as_of, edition, terms, journal, reissue, status, jobs: Jobs::one() })
    }

    /// What is asked of every award: an end of its validity, a picture, a format. It is called for each badge.
    #[must_use]
    pub fn with_terms(mut self, terms: impl for<'b> Fn(Award<'b>) -> Award<'b> + Send + Sync + 'a) -> Self {
        self.terms = Some(Box::new(terms));
        self
    }

    /// The edition of all badges: see [`Award::with_edition`].
    #[must_use]
    pub fn with_edition(mut self, edition: impl Into<String>) -> Self {
        self.edition = edition.into();
        self
    }

    /// What was issued before: those badges are not issued again, and where one assessment counts for one skill only, those
    /// skills keep what they rest on.
    #[must_use]
    pub fn with_journal(mut self, journal: &'a Journal) -> Self {
        self.journal = Some(journal);
        self
    }

    /// What becomes of badges that the journal has.
    #[must_use]
    pub fn with_reissue(mut self, reissue: Reissue) -> Self {
        self.reissue = reissue;
        self
    }

    /// Puts into each badge its place in a status list, for one purpose. [`allocate`](Issuing::allocate) gives out the places
    /// before.
    #[must_use]
    pub fn with_status(mut self, ledger: &'a Ledger, purpose: &'a str) -> Self {
        self.status = Some((ledger, purpose));
        self
    }

    /// Works on so many threads of its own, all of which end with it. Without it, on the thread that asks. More than one
    /// needs the feature `rayon`.
    ///
    /// # Errors
    /// `batch.jobs` if they cannot be started.
    pub fn with_jobs(mut self, count: NonZeroUsize) -> Result<Self> {
        self.jobs = Jobs::new(count)?;
        Ok(self)
    }

    /// The answers for these records, in their order: for each learner one for every skill, in the order of the skills.
    ///
    /// Records are taken some at a time, when the answers to those before were taken.
    pub fn run<I: IntoIterator<Item = Record>>(&self, records: I) -> Run<'_, I::IntoIter> {
        Run::new(self, records.into_iter())
    }

    /// Gives an index for a purpose to every badge that these records would make and that has none yet, and says how many.
    /// Nothing is issued; once the draft is [committed](Draft::commit), its ledger goes to [`with_status`](Issuing::with_status).
    ///
    /// Who is cut off afterwards only asks again: what has an index keeps it, as long as the badge now holds.
    ///
    /// # Errors
    /// As [`Draft::allocate`] and [`Draft::extend`]. What is wrong with a record is left for [`run`](Issuing::run) to say.
    pub fn allocate<E: fmt::Display>(
        &self,
        records: impl IntoIterator<Item = Record>,
        draft: &mut Draft,
        purpose: &str,
        mut fill: impl FnMut(&mut [u8]) -> std::result::Result<(), E>,
    ) -> Result<u64> {
        let mut count = 0;
        self.jobs.each(
            records,
            |record| self.ids(record),
            |ids| {
                for (credential, expires) in ids {
                    if draft.entry(&credential, purpose).is_none() {
                        draft.allocate(&credential, purpose, expires, &mut fill)?;
                        count += 1;
                    } else {
                        draft.extend(&credential, purpose, expires)?;
                    }
                }
                Ok(())
            },
        )?;
        Ok(count)
    }

    /// The ids of the badges that a record makes, and when they end.
    fn ids(&self, record: Record) -> Vec<(String, Option<DateTime<Utc>>)> {
        let record = self.with_awarded(record);
        let recipient = Recipient::of(record.learner());
        let Ok(outcomes) = self.evaluated(&record) else { return Vec::new() };
        let ids = self.cohorts.iter().zip(outcomes).filter_map(|(cohort, outcome)| {
            let earned = outcome?.ok()?;
            let award = self.award(cohort, &earned, &recipient);
            Some((award.id(), award.ends()))
        });
        ids.collect()
    }

    fn award<'b>(&'b self, cohort: &'b Cohort<'a>, earned: &'b Earned, recipient: &'b Recipient) -> Award<'b> {
        let award = cohort.award(earned, recipient).with_edition(self.edition.as_str());
        match &self.terms {
            Some(terms) => terms(award),
            None => award,
        }
    }

    /// What the skills asked for amount to; none for those that the journal has and nobody wants again.
    fn evaluated(&self, record: &Record) -> Result<Vec<Option<std::result::Result<Earned, NotEarned>>>> {
        let open: Vec<bool> = self.cohorts.iter().map(|cohort| !self.is_done(record, cohort.skill())).collect();
        if !open.contains(&true) {
            return Ok(open.iter().map(|_| None).collect());
        }
        let mut outcomes = self.contest.evaluate(record, self.as_of)?;
        let own = self.cohorts.iter().zip(open).map(|(cohort, is_open)| {
            let outcome = outcomes.get_mut(cohort.skill().place()).filter(|_| is_open)?.take()?;
            Some(outcome.into_earned())
        });
        Ok(own.collect())
    }

    fn is_done(&self, record: &Record, skill: &Skill) -> bool {
        let Some(journal) = self.journal.filter(|_| self.reissue == Reissue::Never) else { return false };
        journal.has(&self.issuer.credential_id(skill, record.learner().id(), &self.edition))
    }

    /// With the skills that the journal has.
    fn with_awarded(&self, record: Record) -> Record {
        let Some((journal, cohort)) = self.journal.zip(self.cohorts.first()) else { return record };
        let framework = cohort.skill().framework();
        if framework.shared_assessments() != SharedAssessments::Forbidden {
            return record;
        }
        // Skills may bear their former names here and there; those of other frameworks say nothing here.
        let place = |skill: &str| framework.find_skill(skill).map(|skill| skill.place());
        let mut known: Vec<usize> = record.awarded().filter_map(|(skill, _)| place(skill)).collect();
        let mut record = record;
        let learner = record.learner().id().to_owned();
        for (skill, at) in journal.awarded(&self.issuer.profile().id, &learner) {
            let Some(place) = place(skill).filter(|place| !known.contains(place)) else { continue };
            known.push(place);
            // What was awarded later than this run is dated keeps what it rests on all the same.
            record = record.with_awarded(skill, at.min(self.as_of).fixed_offset());
        }
        record
    }

    pub(super) fn answers(&self, number: u64, record: Record, is_again: bool) -> VecDeque<Answer> {
        let learner: std::sync::Arc<str> = record.learner().id().into();
        let answer = |skill: Option<&Skill>, made| Answer::new(number, learner.clone(), skill.cloned(), made);
        if is_again {
            let message = format!("the learner {} has come before in this run", quoted(&learner));
            return [answer(None, Made::Failed(Error::input(Code::BatchLearnerAgain, "", message)))].into();
        }
        if learner.len() > Journal::LEARNER {
            let (length, most) = (learner.len(), Journal::LEARNER);
            let message = format!("the id of the learner {} has {length} bytes, more than {most}", quoted(&learner));
            return [answer(None, Made::Failed(Error::limit(Code::JsonTooLarge, "", message)))].into();
        }
        let record = self.with_awarded(record);
        let outcomes = match self.evaluated(&record) {
            Ok(outcomes) => outcomes,
            Err(error) => return [answer(None, Made::Failed(error))].into(),
        };
        let recipient = Recipient::of(record.learner());
        self.cohorts
            .iter()
            .zip(outcomes)
            .map(|(cohort, outcome)| {
                let skill = cohort.skill();
                let made = match outcome {
                    None => Made::Already(self.issuer.credential_id(skill, &learner, &self.edition)),
                    Some(Err(not_yet)) => Made::NotYet(not_yet),
                    Some(Ok(earned)) => self.issued(cohort, &earned, &recipient).unwrap_or_else(Made::Failed),
                };
                answer(Some(skill), made)
            })
            .collect()
    }

    fn issued(&self, cohort: &Cohort<'a>, earned: &Earned, recipient: &Recipient) -> Result<Made> {
        let mut award = self.award(cohort, earned, recipient);
        // The id is derived where it is asked for only: that costs a part of a badge.
        if let Some(journal) = self.journal {
            let id = award.id();
            if let Some(at) = journal.awarded_at(&id) {
                // The terms may name another id than the one that was looked for.
                if self.reissue == Reissue::Never {
                    return Ok(Made::Already(id));
                }
                let mut counted = earned.proven().filter_map(Standing::counted).map(Counted::assessment);
                if counted.all(|assessment| assessment.assessed_at().to_utc() <= at) {
                    award = award.with_awarded_date(at);
                }
            }
        }
        if let Some((ledger, purpose)) = self.status {
            let id = award.id();
            award = award.with_status(ledger.credential_status(&id, purpose)?);
            let freed = ledger.entry(&id, purpose).and_then(status::Entry::expires);
            if let Some(freed) =
                freed.filter(|freed| award.ends().is_none_or(|ends| ends.timestamp() > freed.timestamp()))
            {
                let (freed, id) = (DateTimeZ::whole_seconds(freed), quoted(&id));
                let message =
                    format!("the credential {id} would hold beyond {freed}, when its index is free for others");
                return Err(Error::input(Code::StatusContradictory, "/validUntil", message));
            }
        }
        Ok(Made::Issued(Box::new(award.sign()?)))
    }
}

impl fmt::Debug for Issuing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let skills: Vec<_> = self.cohorts.iter().map(|cohort| cohort.skill().id()).collect();
        f.debug_struct("Issuing")
            .field("issuer", &self.issuer.profile().id)
            .field("skills", &skills)
            .field("as_of", &self.as_of)
            .finish_non_exhaustive()
    }
}
