//! Secures and checks documents: what stands in them is not asked here, and keys are handed in.

pub(crate) mod canon;
mod cohort;
mod data_integrity;
mod engine;
mod jcs;
pub mod jwt;
mod prepared;
mod suite;
#[cfg(test)]
mod tests;
mod unsecured;

pub use canon::Contexts;
pub(crate) use canon::Strictness;
pub use cohort::Cohort;
pub use data_integrity::{Hashes, ProofOptions, canonicalize, check, hashes, secure};
pub use engine::Engine;
pub use jcs::jcs;
pub use prepared::Prepared;
pub(crate) use suite::Stated;
pub use suite::Suite;
