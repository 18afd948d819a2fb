//! The answers of a run, and how far it is.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use super::issuing::Issuing;
use super::jobs::SHARE;
use super::journal::Entry;
use crate::assessment::{NotEarned, Record};
use crate::error::Error;
use crate::framework::Skill;
use crate::issue::Signed;
use crate::text::{Key, key};

/// What became of one learner's badge of one skill.
#[derive(Debug)]
pub struct Answer {
    number: u64,
    learner: Arc<str>,
    skill: Option<Skill>,
    made: Made,
}

impl Answer {
    pub(super) fn new(number: u64, learner: Arc<str>, skill: Option<Skill>, made: Made) -> Self {
        Answer { number, learner, skill, made }
    }

    /// Which record it was, counted from 0.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The institution's own id of the learner.
    pub fn learner(&self) -> &str {
        &self.learner
    }

    /// The skill; none if the record as such was refused.
    pub fn skill(&self) -> Option<&Skill> {
        self.skill.as_ref()
    }

    /// What became of it.
    pub fn made(&self) -> &Made {
        &self.made
    }

    /// The same, taken out.
    pub fn into_made(self) -> Made {
        self.made
    }

    /// The line for the journal, once the badge is safely stored; none if nothing was issued.
    pub fn entry(&self) -> Option<Entry> {
        let Made::Issued(signed) = &self.made else { return None };
        Some(Entry::of(signed, &self.learner, self.skill.as_ref()?.id()))
    }
}

/// What became of a badge.
#[derive(Debug)]
#[non_exhaustive]
pub enum Made {
    /// It was signed.
    Issued(Box<Signed>),
    /// The journal has it, under this id: it was not signed again.
    Already(String),
    /// It is not earned yet; the reasons are in it.
    NotYet(NotEarned),
    /// The record is not sound, or the badge would not be.
    Failed(Error),
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct Progress {
    /// Records that were looked at.
    pub records: u64,
    /// Badges that were signed.
    pub issued: u64,
    /// Badges that the journal has.
    pub already: u64,
    /// Badges not earned yet.
    pub not_yet: u64,
    /// Records and badges that were refused.
    pub failed: u64,
}

impl Progress {
    fn count(&mut self, answer: &Answer) {
        match answer.made {
            Made::Issued(_) => self.issued += 1,
            Made::Already(_) => self.already += 1,
            Made::NotYet(_) => self.not_yet += 1,
            Made::Failed(_) => self.failed += 1,
        }
    }
}

/// Is told how far a run is.
type Tell<'i> = Box<dyn FnMut(&Progress) + 'i>;

/// The answers of [`Issuing::run`].
pub struct Run<'i, I> {
    issuing: &'i Issuing<'i>,
    records: I,
    /// Who came before.
    seen: HashSet<Key>,
    ready: VecDeque<VecDeque<Answer>>,
    progress: Progress,
    tell: Option<Tell<'i>>,
}

impl<'i, I> Run<'i, I> {
    pub(super) fn new(issuing: &'i Issuing<'i>, records: I) -> Self {
        let (seen, ready, progress) = (HashSet::new(), VecDeque::new(), Progress::default());
        Run { issuing, records, seen, ready, progress, tell: None }
    }

    /// Is told how far the run is, whenever some more records are done.
    #[must_use]
    pub fn with_progress(mut self, tell: impl FnMut(&Progress) + 'i) -> Self {
        self.tell = Some(Box::new(tell));
        self
    }

    /// How far it is: what was done, even if it was not taken yet.
    pub fn progress(&self) -> Progress {
        self.progress
    }
}

impl<I: Iterator<Item = Record>> Iterator for Run<'_, I> {
    type Item = Answer;

    fn next(&mut self) -> Option<Answer> {
        loop {
            if let Some(answer) = self.ready.front_mut().and_then(VecDeque::pop_front) {
                return Some(answer);
            }
            self.ready.pop_front();
            if self.ready.is_empty() {
                self.work()?;
            }
        }
    }
}

impl<I: Iterator<Item = Record>> Run<'_, I> {
    /// Hands over every answer as it comes, in order. With several jobs this is faster than taking them one by one, because
    /// the next badges are made meanwhile; some 64 records for each job are under way at a time.
    ///
    /// ```
    /// # use openbadges::Framework;
    /// # use openbadges::assessment::{Learner, Record};
    /// # use openbadges::batch::{Answer, Issuing};
    /// # use openbadges::issue::Issuer;
    /// # use openbadges::key::{Secret, Seed, SigningKey};
    /// # use openbadges::model::Profile;
    /// # let seed = Seed::from_bytes([7; 32]);
    /// # let profile = Profile::new("https://college.example").with_name("Example College");
    /// # let issuer = Issuer::new(profile, SigningKey::from_seed(&seed), Secret::from_seed(&seed))?;
    /// # let skill = Framework::twenty_first_century_skills().skill("resilience")?;
    /// # let records = [Record::new(Learner::new("s-1"), []), Record::new(Learner::new("s-2"), [])];
    /// let issuing = Issuing::new(&issuer, [&skill], "2026-05-01T00:00:00Z".parse().unwrap())?;
    /// let mut learners = Vec::new();
    /// let progress = issuing.run(records).each(|answer: Answer| {
    ///     learners.push(answer.learner().to_owned());
    ///     Ok::<(), openbadges::Error>(())
    /// })?;
    /// assert_eq!((learners.join(" "), progress.not_yet), ("s-1 s-2".into(), 2));
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    ///
    /// # Errors
    /// The first error of `take`; nothing is handed over after it.
    pub fn each<E>(
        mut self,
        mut take: impl FnMut(Answer) -> std::result::Result<(), E>,
    ) -> std::result::Result<Progress, E> {
        std::mem::take(&mut self.ready).into_iter().flatten().try_for_each(&mut take)?;
        let Run { issuing, records, mut seen, mut progress, mut tell, .. } = self;
        let records = (progress.records..).zip(records).map(|(number, record)| {
            let is_again = !seen.insert(key(record.learner().id()));
            (number, record, is_again)
        });
        let answers = |(number, record, is_again)| issuing.answers(number, record, is_again);
        issuing.jobs.each(records, answers, |answers: VecDeque<Answer>| {
            progress.records += 1;
            answers.iter().for_each(|answer| progress.count(answer));
            if let Some(tell) = tell.as_mut().filter(|_| progress.records.is_multiple_of(SHARE as u64)) {
                tell(&progress);
            }
            answers.into_iter().try_for_each(&mut take)
        })?;
        if let Some(tell) = tell.as_mut().filter(|_| !progress.records.is_multiple_of(SHARE as u64)) {
            tell(&progress);
        }
        Ok(progress)
    }

    /// Some more records; none if there are no more.
    fn work(&mut self) -> Option<()> {
        let Run { issuing, records, seen, progress, .. } = self;
        let before = progress.records;
        let mut numbered = records.map(|record| {
            progress.records += 1;
            let is_again = !seen.insert(key(record.learner().id()));
            (progress.records - 1, record, is_again)
        });
        let ready =
            issuing.jobs.next(&mut numbered, |(number, record, is_again)| issuing.answers(number, record, is_again));
        drop(numbered);
        if progress.records == before {
            return None;
        }
        ready.iter().flatten().for_each(|answer| progress.count(answer));
        self.ready = ready;
        if let Some(tell) = &mut self.tell {
            tell(&self.progress);
        }
        Some(())
    }
}
