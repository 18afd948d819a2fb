//! The one error type: "could not do what you asked", with every reason that was found.

use std::fmt;

use crate::finding::{Code, Finding};

/// The result of everything in this crate that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What an [`Error`] is about, for callers who branch on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input broke a rule: a framework, a record, a recipient, a credential, a name that nothing has.
    Input,
    /// A key, a seed, a secret or a verification method cannot be used.
    Key,
    /// A budget of [`Limits`](crate::Limits) ran out before the input was judged.
    Limit,
}

/// Why something could not be done: a kind and one or more [`Finding`]s.
///
/// All faults of an input are collected, so that it can be mended in one go. `Display` is one line: the first
/// finding and how many more there are; [`findings`](Error::findings) has them all.
///
/// A badge that does not verify is not an error but a [`Report`](crate::verify::Report).
///
/// ```
/// use openbadges::{Framework, finding::Code};
///
/// let error = Framework::twenty_first_century_skills().skill("critical-thinkin").unwrap_err();
/// assert_eq!(error.code(), Code::FrameworkUnknownSkill);
/// assert_eq!(error.to_string(), "no skill has the id `critical-thinkin`; did you mean `critical-thinking`?");
/// ```
#[derive(Debug, Clone)]
pub struct Error {
    kind: ErrorKind,
    first: Box<Finding>,
    more: Vec<Finding>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, finding: Finding) -> Self {
        Error { kind, first: Box::new(finding), more: Vec::new() }
    }

    pub(crate) fn input(code: Code, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Error::new(ErrorKind::Input, Finding::error(code, pointer, message))
    }

    pub(crate) fn key(code: Code, message: impl Into<String>) -> Self {
        Error::new(ErrorKind::Key, Finding::error(code, "", message))
    }

    pub(crate) fn limit(code: Code, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Error::new(ErrorKind::Limit, Finding::error(code, pointer, message))
    }

    /// `Err` with all of `findings`, or `Ok` if there are none.
    pub(crate) fn unless_empty(kind: ErrorKind, findings: Vec<Finding>) -> Result<()> {
        let mut findings = findings.into_iter();
        match findings.next() {
            None => Ok(()),
            Some(first) => Err(Error { kind, first: Box::new(first), more: findings.collect() }),
        }
    }

    /// What the error is about.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The stable code of the first finding.
    pub fn code(&self) -> Code {
        self.first.code()
    }

    /// Every fault that was found, in the order of the input.
    pub fn findings(&self) -> impl ExactSizeIterator<Item = &Finding> {
        Findings { first: Some(&self.first), more: self.more.iter() }
    }

    /// The same error about a document of which its own is a part.
    pub(crate) fn under(mut self, pointer: &str) -> Self {
        self.first = Box::new(self.first.under(pointer));
        self.more = self.more.into_iter().map(|finding| finding.under(pointer)).collect();
        self
    }

    pub(crate) fn into_findings(self) -> Vec<Finding> {
        let mut all = vec![*self.first];
        all.extend(self.more);
        all
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first)?;
        match self.more.len() {
            0 => Ok(()),
            1 => f.write_str(" (and 1 more finding)"),
            n => write!(f, " (and {n} more findings)"),
        }
    }
}

impl std::error::Error for Error {}

struct Findings<'e> {
    first: Option<&'e Finding>,
    more: std::slice::Iter<'e, Finding>,
}

impl<'e> Iterator for Findings<'e> {
    type Item = &'e Finding;

    fn next(&mut self) -> Option<Self::Item> {
        self.first.take().or_else(|| self.more.next())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = usize::from(self.first.is_some()) + self.more.len();
        (left, Some(left))
    }
}

impl ExactSizeIterator for Findings<'_> {}
