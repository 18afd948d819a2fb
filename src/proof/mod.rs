//! Secures and checks documents: what stands in them is not asked here, and keys are handed in.

pub(crate) mod canon;
mod data_integrity;
mod engine;
mod jcs;
#[cfg(test)]
mod tests;

pub use canon::Contexts;
pub(crate) use canon::Strictness;
pub(crate) use data_integrity::{EDDSA_RDFC_2022, signature};
pub use data_integrity::{Hashes, ProofOptions, canonicalize, check, hashes, secure};
pub use engine::{Cohort, Engine};
pub use jcs::jcs;
