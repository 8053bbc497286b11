//! `model`: what developers need to train and to test what MixMaster has learnt.

mod features;

pub(crate) use features::features;
