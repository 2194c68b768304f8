//! How many requests the application has in its hands: here, and in all processes together.
//!
//! The handler says when it gives one to the application and when that has dealt with it, since it may do so long after the
//! event, and after the connection has ended.

use super::Server;
use crate::engine::memory::Memory;

impl<M: Memory> Server<M> {
    /// The application has got a request.
    #[inline]
    pub fn request_begins(&self) {
        self.set_requests(self.requests.get() + 1);
    }

    /// The application has dealt with a request, in whatever way.
    #[inline]
    pub fn request_is_over(&self) {
        self.set_requests(self.requests.get().saturating_sub(1));
    }

    fn set_requests(&self, count: u32) {
        self.requests.set(count);
        self.show_requests();
    }

    /// Shows the others how many there are. A child that was forked has only copies of its parent's.
    pub(super) fn show_requests(&self) {
        if let Some(member) = &self.member
            && !self.is_copy()
        {
            member.post.show_requests(self.requests.get());
        }
    }

    /// How many requests the application has in its hands in this process.
    #[inline]
    pub fn requests_under_way(&self) -> u32 {
        self.requests.get()
    }

    /// How many it has in all processes of the server together.
    pub fn all_requests_under_way(&self) -> u64 {
        match &self.member {
            Some(member) => member.post.exchange().requests(),
            None => self.requests.get().into(),
        }
    }

    /// Whether there are so many that a further one is refused.
    #[inline]
    pub(super) fn has_too_many_requests(&self) -> bool {
        let most = self.config.max_concurrency;
        most.is_some_and(|most| self.all_requests_under_way() >= most.into())
    }
}
