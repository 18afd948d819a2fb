//! What people see of a badge.
//!
//! [`art`] draws it.

pub mod art;
