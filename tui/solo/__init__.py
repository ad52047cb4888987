"""Playing alone: the app, its screens from brief to debrief, progress, and the same as plain lines."""
