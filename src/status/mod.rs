//! Status.

mod bits;
mod codec;
mod free;
mod list;

pub use bits::{Bitstring, LARGEST_SIZE, MINIMUM_LENGTH};
pub use codec::Encoded;
pub use list::{ListKind, StatusList};
