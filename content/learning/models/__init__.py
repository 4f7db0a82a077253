from content.learning.models.certificates import Badge, Certificate
from content.learning.models.following import (
    BlockProgress,
    Enrolment,
    LearningSession,
    QuizAttempt,
    Statement,
)
from content.learning.models.pages import (
    CourseIndexPage,
    CourseOrganisation,
    CoursePage,
    CourseSkill,
    LessonPage,
    ModulePage,
)
from content.learning.models.questions import Option, Question, Quiz, QuizQuestion
from content.learning.models.shelves import Book, BookOrganisation, LearningPath, PathStep

__all__ = [
    "Badge", "BlockProgress", "Book", "BookOrganisation", "Certificate", "CourseIndexPage",
    "CourseOrganisation", "CoursePage", "CourseSkill", "Enrolment", "LearningPath",
    "LearningSession", "LessonPage", "ModulePage", "Option", "PathStep", "Question", "Quiz",
    "QuizAttempt", "QuizQuestion", "Statement",
]  # fmt: skip
