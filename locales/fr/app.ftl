app-name = EduTracker Desk
