//! A writer in a thread of its own, behind a bounded queue.

use super::{Answer, GROUP_EVENTS_MAX, Submission, Writer, WriterError};
use crate::store::Store;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvError, SyncSender, TrySendError, channel, sync_channel};
use std::thread::JoinHandle;
use thiserror::Error;

/// Why nothing was taken into the queue, or no answer came.
#[derive(Clone, Debug, Error)]
pub enum Refused {
    /// The queue is full: try again later. Nothing was done.
    #[error("the writer's queue is full")]
    Full,
    /// The writer has stopped; whether the event was decided is not known.
    #[error("the writer has stopped: {0}")]
    Stopped(Arc<str>),
}

type Call<S> = Box<dyn FnOnce(&mut Writer<S>) + Send>;
type Reply = SyncSender<Result<Answer, Refused>>;

enum Job<S> {
    Event(Box<Submission>, Option<Reply>),
    Call(Call<S>),
}

/// The way to a writer in its thread. Dropping it lets the writer finish what waits.
pub struct Handle<S> {
    queue: SyncSender<Job<S>>,
    thread: JoinHandle<Result<Writer<S>, WriterError>>,
}

/// Puts a writer into a thread, behind a queue of at most `queue_len` events. What waits while a group is committed forms
/// the next group.
pub fn spawn<S: Store + 'static>(writer: Writer<S>, queue_len: usize) -> Handle<S> {
    let (queue, jobs) = sync_channel(queue_len);
    let thread = std::thread::spawn(move || run(writer, &jobs));
    Handle { queue, thread }
}

impl<S: Store + 'static> Handle<S> {
    /// Hands in an event, waits while the queue is full, and does not wait for the answer: for imports, which learn of a failure
    /// from [`finish`](Self::finish) at the latest.
    pub fn feed(&self, submission: Submission) -> Result<(), Refused> {
        self.queue.send(Job::Event(Box::new(submission), None)).map_err(|_| ended())
    }

    /// Hands in an event and waits for its answer. A full queue refuses at once.
    pub fn submit(&self, submission: Submission) -> Result<Answer, Refused> {
        let (reply, answer) = sync_channel(1);
        match self.queue.try_send(Job::Event(Box::new(submission), Some(reply))) {
            Ok(()) => answer.recv().unwrap_or_else(|RecvError| Err(ended())),
            Err(TrySendError::Full(_)) => Err(Refused::Full),
            Err(TrySendError::Disconnected(_)) => Err(ended()),
        }
    }

    /// Runs something on the writer, after what is in the queue, and waits for its result.
    pub fn call<T: Send + 'static>(
        &self,
        run: impl FnOnce(&mut Writer<S>) -> T + Send + 'static,
    ) -> Result<T, Refused> {
        let (reply, result) = channel();
        let job = Job::Call(Box::new(move |writer: &mut Writer<S>| {
            // Whoever asked may have gone.
            let _ = reply.send(run(writer));
        }));
        self.queue.send(job).map_err(|_| ended())?;
        result.recv().map_err(|RecvError| ended())
    }

    /// Waits until everything in the queue is done, and takes the writer back.
    pub fn finish(self) -> Result<Writer<S>, WriterError> {
        drop(self.queue);
        self.thread.join().unwrap_or(Err(WriterError::Stopped))
    }
}

fn ended() -> Refused {
    Refused::Stopped("its thread has ended".into())
}

/// Takes groups from the queue until it is closed, or the writer stops.
fn run<S: Store>(writer: Writer<S>, jobs: &Receiver<Job<S>>) -> Result<Writer<S>, WriterError> {
    let mut desk = Desk { writer, asked: Vec::new() };
    loop {
        // Nobody waits longer for an answer than it takes to decide what waits already.
        let first = match jobs.try_recv() {
            Ok(job) => job,
            Err(_) => {
                desk.settle()?;
                match jobs.recv() {
                    Ok(job) => job,
                    Err(RecvError) => return Ok(desk.writer),
                }
            }
        };
        let mut group = Vec::with_capacity(GROUP_EVENTS_MAX);
        let mut replies = Vec::with_capacity(GROUP_EVENTS_MAX);
        let mut next = Some(first);
        let mut call = None;
        while let Some(job) = next.take() {
            match job {
                Job::Event(submission, reply) => {
                    group.push(*submission);
                    replies.push(reply);
                }
                Job::Call(run) => {
                    call = Some(run);
                    break;
                }
            }
            if group.len() < GROUP_EVENTS_MAX {
                next = jobs.try_recv().ok();
            }
        }
        if !group.is_empty() {
            desk.submit(&group, replies)?;
        }
        if let Some(run) = call {
            desk.settle()?;
            run(&mut desk.writer);
        }
    }
}

/// A writer, and who waits for its answers.
struct Desk<S> {
    writer: Writer<S>,
    /// Who asked for the group that is being made durable.
    asked: Vec<Option<Reply>>,
}

impl<S: Store> Desk<S> {
    fn submit(&mut self, group: &[Submission], replies: Vec<Option<Reply>>) -> Result<(), WriterError> {
        let result = self.writer.submit_ahead(group);
        let before = std::mem::replace(&mut self.asked, replies);
        self.answer(before, result)
    }

    fn settle(&mut self) -> Result<(), WriterError> {
        let result = self.writer.settle();
        let asked = std::mem::take(&mut self.asked);
        self.answer(asked, result)
    }

    /// Answers those who asked for a group; after a failure everybody learns of it.
    fn answer(
        &mut self,
        asked: Vec<Option<Reply>>,
        result: Result<Vec<Answer>, WriterError>,
    ) -> Result<(), WriterError> {
        match result {
            Ok(answers) => {
                for (reply, answer) in asked.into_iter().zip(answers) {
                    answer_to(reply, Ok(answer));
                }
                Ok(())
            }
            Err(error) => {
                let why: Arc<str> = error.to_string().into();
                for reply in asked.into_iter().chain(self.asked.drain(..)) {
                    answer_to(reply, Err(Refused::Stopped(Arc::clone(&why))));
                }
                Err(error)
            }
        }
    }
}

fn answer_to(reply: Option<Reply>, answer: Result<Answer, Refused>) {
    if let Some(reply) = reply {
        // Whoever asked may have gone.
        let _ = reply.send(answer);
    }
}
