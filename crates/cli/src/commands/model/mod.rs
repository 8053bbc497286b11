//! `model`: what developers need to train and to test what MixMaster has learnt.

mod features;
mod train;

pub(crate) use features::features;
pub(crate) use train::train;
