"""The data models that packages speak of: SCORM 1.2 and SCORM 2004."""
