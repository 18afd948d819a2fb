#![doc = include_str!("../README.md")]

pub mod assessment;
pub mod batch;
#[cfg(test)]
#[path = "../tests/common/mod.rs"]
mod common;
mod decimal;
pub mod did;
pub mod display;
pub mod document;
mod error;
pub mod finding;
pub mod framework;
mod integrity;
pub mod issue;
pub mod key;
pub mod language;
mod limits;
pub mod model;
pub mod preflight;
pub mod proof;
pub mod roster;
pub mod status;
mod text;
pub mod verify;

pub use document::Document;
pub use error::{Error, ErrorKind, Result};
pub use finding::Finding;
pub use framework::Framework;
pub use limits::Limits;

/// The examples in the design document compile.
#[cfg(doctest)]
#[doc = include_str!("../DESIGN.md")]
struct Design;
