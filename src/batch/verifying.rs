//! Verifies many badges.

use std::collections::VecDeque;
use std::fmt;
use std::num::NonZeroUsize;

use chrono::{DateTime, Utc};

use super::jobs::Jobs;
use crate::error::Result;
use crate::verify::{Lists, Report, Resources, Verifier};

/// Verifies many badges for one moment, with the same documents at hand: the reports are those of [`Verifier::verify`], but
/// a status list is verified and decoded once for all badges that name it.
///
/// ```
/// use openbadges::batch::Verifying;
/// use openbadges::verify::{Resources, Verifier};
///
/// let badge = include_str!("../../fixtures/golden/critical-thinking.json");
/// let (verifier, resources) = (Verifier::default(), Resources::new());
/// let verifying = Verifying::new(&verifier, &resources, "2026-07-01T00:00:00Z".parse().unwrap());
/// let verdicts: Vec<_> = verifying.run([badge, "{}"]).map(|(_, report)| report.verdict().to_string()).collect();
/// assert_eq!(verdicts, ["verified", "not verified"]);
/// ```
pub struct Verifying<'a> {
    verifier: &'a Verifier,
    resources: &'a Resources,
    now: DateTime<Utc>,
    lists: Lists,
    jobs: Jobs,
}

impl<'a> Verifying<'a> {
    /// By this verifier, with these documents, for this moment.
    pub fn new(verifier: &'a Verifier, resources: &'a Resources, now: DateTime<Utc>) -> Self {
        Verifying { verifier, resources, now, lists: Lists::default(), jobs: Jobs::one() }
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

    /// Every badge with its report, in their order. Badges are taken some at a time, when the reports of those before were
    /// taken.
    pub fn run<I>(&self, badges: I) -> Reports<'_, I::IntoIter>
    where
        I: IntoIterator,
        I::Item: AsRef<[u8]> + Send,
    {
        Reports { verifying: self, badges: badges.into_iter(), ready: VecDeque::new() }
    }
}

impl Verifying<'_> {
    fn verified<B: AsRef<[u8]>>(&self, badge: B) -> (B, Report) {
        let report = self.verifier.verify_beside(badge.as_ref(), self.resources, self.now, &self.lists);
        (badge, report)
    }
}

impl fmt::Debug for Verifying<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifying").field("verifier", &self.verifier).field("now", &self.now).finish_non_exhaustive()
    }
}

/// The reports of [`Verifying::run`].
pub struct Reports<'v, I: Iterator> {
    verifying: &'v Verifying<'v>,
    badges: I,
    ready: VecDeque<(I::Item, Report)>,
}

impl<I: Iterator> Reports<'_, I>
where
    I::Item: AsRef<[u8]> + Send,
{
    /// Hands over every badge with its report, in order. With several jobs this is faster than taking them one by one,
    /// because the next badges are verified meanwhile.
    ///
    /// # Errors
    /// The first error of `take`; nothing is handed over after it.
    pub fn each<E>(
        self,
        mut take: impl FnMut(I::Item, Report) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let Reports { verifying, badges, ready } = self;
        ready.into_iter().try_for_each(|(badge, report)| take(badge, report))?;
        let verified = |badge| verifying.verified(badge);
        verifying.jobs.each(badges, verified, |(badge, report)| take(badge, report))
    }
}

impl<I: Iterator> Iterator for Reports<'_, I>
where
    I::Item: AsRef<[u8]> + Send,
{
    type Item = (I::Item, Report);

    fn next(&mut self) -> Option<Self::Item> {
        if self.ready.is_empty() {
            let verifying = self.verifying;
            self.ready = verifying.jobs.next(&mut self.badges, |badge| verifying.verified(badge));
        }
        self.ready.pop_front()
    }
}
