//! Status.

mod bits;
mod codec;

pub use bits::{Bitstring, LARGEST_SIZE, MINIMUM_LENGTH};
pub use codec::Encoded;
