//! What was shown, sub-competency by sub-competency.

use super::{Evidence, Shown};
use crate::model::AchievementCredential;

/// What the results and the evidence come to.
pub(super) struct Found {
    pub(super) shown: Vec<Shown>,
    /// What is no assessment of one of them.
    pub(super) evidence: Vec<Evidence>,
    /// Of each result of no description what it refers to, and what it says.
    pub(super) undescribed: Vec<(Option<String>, String)>,
}

pub(super) fn shown(_: &AchievementCredential) -> Found {
    Found { shown: Vec::new(), evidence: Vec::new(), undescribed: Vec::new() }
}
