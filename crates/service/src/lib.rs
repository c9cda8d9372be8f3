//! The EduTracker reference service: accounts, change feed, pushes
