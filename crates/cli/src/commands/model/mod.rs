//! `model`: what developers need to train and to test what MixMaster has learnt.

mod features;
mod fit_balance;
mod train;

pub(crate) use features::features;
pub(crate) use fit_balance::fit_balance;
pub(crate) use train::train;
