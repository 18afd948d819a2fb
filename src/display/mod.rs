//! What people see of a badge.
//!
//! [`art`] draws it, for whoever has no picture. The rest starts from [`Verified`](crate::verify::Verified), so that nothing
//! unverified can be shown as genuine; of a badge that is not, [`Unverified`](summary::Unverified) has what it takes to say so.

pub mod art;
mod clean;
pub mod page;
pub mod places;
mod seen;
pub mod summary;
