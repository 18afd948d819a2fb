//! The same work on many things, on as many cores as the caller says, in order.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
#[cfg(feature = "rayon")]
use std::sync::mpsc;

#[cfg(feature = "rayon")]
use rayon::prelude::*;

use crate::error::{Error, Result};
use crate::finding::Code;
#[cfg(feature = "rayon")]
use crate::text::quoted;

/// How many things one core is given at a time: enough that handing them out costs nothing, few enough to hold.
pub(super) const SHARE: usize = 32;

/// More than any machine has cores; each takes a stack.
const MOST: usize = 1024;

/// The cores at work.
#[derive(Debug)]
pub(super) struct Jobs {
    count: NonZeroUsize,
    #[cfg(feature = "rayon")]
    pool: Option<rayon::ThreadPool>,
}

impl Jobs {
    pub(super) fn one() -> Self {
        Jobs {
            count: NonZeroUsize::MIN,
            #[cfg(feature = "rayon")]
            pool: None,
        }
    }

    /// So many threads of its own: what else the program does is not held up.
    pub(super) fn new(count: NonZeroUsize) -> Result<Self> {
        if count.get() == 1 {
            return Ok(Jobs::one());
        }
        let refused = |why: &str| Error::input(Code::BatchJobs, "", format!("{count} jobs cannot be started: {why}"));
        if count.get() > MOST {
            return Err(refused(&format!("there are {MOST} at most")));
        }
        #[cfg(not(feature = "rayon"))]
        return Err(refused("more than one needs the feature `rayon` of this crate"));
        #[cfg(feature = "rayon")]
        match rayon::ThreadPoolBuilder::new().num_threads(count.get()).build() {
            Ok(pool) => Ok(Jobs { count, pool: Some(pool) }),
            Err(error) => Err(refused(&quoted(&error.to_string()))),
        }
    }

    /// What all of them are given at a time.
    fn share(&self) -> usize {
        self.count.get().saturating_mul(SHARE)
    }

    fn all<T: Send, U: Send>(&self, things: Vec<T>, work: impl Fn(T) -> U + Send + Sync) -> Vec<U> {
        #[cfg(feature = "rayon")]
        if let Some(pool) = &self.pool {
            return pool.install(|| things.into_par_iter().map(work).collect());
        }
        things.into_iter().map(work).collect()
    }

    /// Does the work on everything, and hands over what comes of it, in order. What is next is worked on meanwhile.
    ///
    /// A panic of the work comes out here.
    pub(super) fn each<T: Send, U: Send, E>(
        &self,
        from: impl IntoIterator<Item = T>,
        work: impl Fn(T) -> U + Send + Sync,
        mut take: impl FnMut(U) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut from = from.into_iter();
        #[cfg(feature = "rayon")]
        if let Some(pool) = &self.pool {
            let work = &work;
            return pool.in_place_scope(|scope| {
                let mut under_way = VecDeque::new();
                loop {
                    while under_way.len() < 2 * self.count.get() {
                        let some: Vec<T> = from.by_ref().take(SHARE).collect();
                        if some.is_empty() {
                            break;
                        }
                        let (done, ready) = mpsc::channel();
                        scope.spawn(move |_| _ = done.send(some.into_iter().map(work).collect::<Vec<U>>()));
                        under_way.push_back(ready);
                    }
                    // Nothing comes if there is no more, or if the work panicked, which the scope passes on.
                    let Some(Ok(some)) = under_way.pop_front().map(|ready| ready.recv()) else { return Ok(()) };
                    some.into_iter().try_for_each(&mut take)?;
                }
            });
        }
        // Some at a time here too: with every badge that is dropped, memory would go back to the system and come again.
        loop {
            let some: Vec<U> = from.by_ref().take(SHARE).map(&work).collect();
            if some.is_empty() {
                return Ok(());
            }
            some.into_iter().try_for_each(&mut take)?;
        }
    }

    /// Takes as much as is handed out at a time, and does the work on it. Nothing is left when there is no answer.
    pub(super) fn next<T: Send, U: Send>(
        &self,
        from: &mut impl Iterator<Item = T>,
        work: impl Fn(T) -> U + Send + Sync,
    ) -> VecDeque<U> {
        self.all(from.take(self.share()).collect(), work).into()
    }
}
