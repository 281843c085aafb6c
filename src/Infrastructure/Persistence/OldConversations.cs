using Microsoft.EntityFrameworkCore.Migrations;

namespace ClsPortal.Infrastructure.Persistence;

/// <summary>
/// Gives conversations and mails that were a family's to a person, in words that both databases understand. What cannot be told stays nobody's:
/// staff read it, and of the family each reads the own messages, and the centre's where nobody else wrote. Run between the new columns and the
/// end of the old ones; EF, left alone, makes SQLite's <c>unread_by_family</c> into <c>is_shared</c> by renaming it, and would share whatever was unread.
/// </summary>
internal static class OldConversations
{
    private const string FamilyLogin =
        "FROM users u JOIN conversations c ON c.family_id = u.family_id WHERE u.id = conversation_messages.author_id AND c.id = conversation_messages.conversation_id AND u.guardian_id IS NOT NULL";

    private const string OthersWrote =
        "EXISTS (SELECT 1 FROM conversation_messages m WHERE m.conversation_id = c.id AND NOT m.is_from_centre AND (m.guardian_id IS NULL OR m.guardian_id <> g.id))";

    private static readonly string[] Statements =
    [
        // Whose login wrote it. What a parent who works for the centre wrote into the own family's thread was stored as the centre's; the centre's
        // message to many, which has the thread's key, was the centre's.
        $"""
        UPDATE conversation_messages SET is_from_centre = FALSE, guardian_id = (SELECT u.guardian_id {FamilyLogin})
        WHERE EXISTS (SELECT 1 {FamilyLogin} AND NOT (conversation_messages.is_from_centre AND c.broadcast_id IS NOT NULL AND conversation_messages.id = c.id))
        """,
        // A login that is gone: the journal knows the name with which it joined.
        """
        UPDATE conversation_messages SET guardian_id = (
            SELECT CASE WHEN COUNT(*) = 1 THEN MIN(g.id) END FROM guardians g JOIN conversations c ON c.family_id = g.family_id
            WHERE c.id = conversation_messages.conversation_id AND TRIM(g.first_name || ' ' || g.last_name) IN (
                SELECT a.user_name FROM audit_entries a WHERE a.user_id = conversation_messages.author_id AND a.act = 'user.joined'))
        WHERE guardian_id IS NULL AND NOT is_from_centre
        """,
        """
        UPDATE conversation_messages SET author_name = (SELECT TRIM(g.first_name || ' ' || g.last_name) FROM guardians g WHERE g.id = conversation_messages.guardian_id)
        WHERE EXISTS (SELECT 1 FROM guardians g WHERE g.id = conversation_messages.guardian_id AND TRIM(g.first_name || ' ' || g.last_name) <> '')
        """,
        // A family that never had but one guardian.
        """
        UPDATE conversations SET guardian_id = (SELECT MIN(g.id) FROM guardians g WHERE g.family_id = conversations.family_id)
        WHERE (SELECT COUNT(*) FROM guardians g WHERE g.family_id = conversations.family_id) = 1
        """,
        """
        UPDATE conversation_messages SET guardian_id = (SELECT c.guardian_id FROM conversations c WHERE c.id = conversation_messages.conversation_id)
        WHERE guardian_id IS NULL AND NOT is_from_centre
        """,
        // A thread in which one guardian wrote, and nobody else of the family.
        """
        UPDATE conversations SET guardian_id = (SELECT MIN(m.guardian_id) FROM conversation_messages m WHERE m.conversation_id = conversations.id AND NOT m.is_from_centre)
        WHERE guardian_id IS NULL
            AND (SELECT COUNT(DISTINCT m.guardian_id) FROM conversation_messages m WHERE m.conversation_id = conversations.id AND NOT m.is_from_centre) = 1
            AND NOT EXISTS (SELECT 1 FROM conversation_messages m WHERE m.conversation_id = conversations.id AND NOT m.is_from_centre AND m.guardian_id IS NULL)
        """,
        """
        INSERT INTO conversation_readers (conversation_id, guardian_id, unread, read_at)
        SELECT c.id, c.guardian_id, c.unread_by_family, c.read_by_family_at FROM conversations c WHERE c.guardian_id IS NOT NULL
        """,
        // The rest: what only the centre wrote is read by all who are there, and where several wrote each has the own messages.
        $"""
        INSERT INTO conversation_readers (conversation_id, guardian_id, unread, read_at)
        SELECT c.id, g.id, c.unread_by_family, c.read_by_family_at FROM conversations c JOIN guardians g ON g.family_id = c.family_id
        WHERE c.guardian_id IS NULL AND g.left_at IS NULL AND NOT {OthersWrote}
        """,
        $"""
        INSERT INTO conversation_readers (conversation_id, guardian_id, unread, read_at)
        SELECT c.id, g.id, 0, c.read_by_family_at FROM conversations c JOIN guardians g ON g.family_id = c.family_id
        WHERE c.guardian_id IS NULL AND g.left_at IS NULL AND {OthersWrote}
            AND EXISTS (SELECT 1 FROM conversation_messages m WHERE m.conversation_id = c.id AND m.guardian_id = g.id)
        """,
        // A mail is the person's who alone has its address, as the record or as a login has it.
        """
        UPDATE outbox_messages SET guardian_id = (
            SELECT CASE WHEN COUNT(*) = 1 THEN MIN(w.id) END FROM (
                SELECT g.id AS id FROM guardians g WHERE g.family_id = outbox_messages.family_id AND LOWER(g.email) = LOWER(outbox_messages.recipients)
                UNION SELECT u.guardian_id AS id FROM users u WHERE u.family_id = outbox_messages.family_id AND LOWER(u.email) = LOWER(outbox_messages.recipients)) w)
        WHERE family_id IS NOT NULL AND recipients <> ''
        """,
        "UPDATE broadcasts SET people = (SELECT COUNT(*) FROM conversations c WHERE c.broadcast_id = broadcasts.id)",
    ];

    public static void GiveToPersons(MigrationBuilder migration)
    {
        foreach (var statement in Statements)
        {
            migration.Sql(statement);
        }
    }
}
