//! What a job is: what a client asks for, what is stored of it, and how it is told.

pub(crate) mod album;
pub(crate) mod analysis;
pub(crate) mod command;
mod delivery;
pub(crate) mod order;
pub(crate) mod outline;
pub(crate) mod request;
pub(crate) mod results;
pub(crate) mod status;
pub(crate) mod view;
pub(crate) mod words;

pub(crate) use order::{Order, StemOrder};
pub(crate) use request::{
    CreateAlbum, CreateAnalysis, CreateJob, EditJob, PreviewSpan, RenderJob, Targets,
};
pub(crate) use status::{Kind, Status};
pub(crate) use view::JobView;
