package dev.usher.catalog.rbac.application.port;

import dev.usher.catalog.rbac.domain.Question;
import java.util.List;

/** What people may do, as it stands now. */
public interface Checks {
    /** The answers in the order of the questions, all of one moment. */
    List<Question.Answer> answer(List<Question> questions);
}
