//! What people see of a badge.
//!
//! Everything here starts from [`Verified`](crate::verify::Verified), so that nothing unverified can be shown as genuine; of a
//! badge that is not, [`Unverified`](summary::Unverified) has what it takes to say so.

mod clean;
pub mod page;
pub mod places;
pub mod summary;
