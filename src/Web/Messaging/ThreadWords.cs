using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;

namespace ClsPortal.Web.Messaging;

/// <summary>Who reads a conversation, said in words.</summary>
internal static class ThreadWords
{
    public static string BeforeSending(bool isShared, IReadOnlyList<string> others) =>
        isShared
            ? $"{Names(others)} {(others.Count == 1 ? "lira ce message et les réponses, et pourra" : "liront ce message et les réponses, et pourront")} y "
                + "répondre."
            : $"Ce message et les réponses ne seront lus que par vous et le Centre de Loisirs : {Names(others)} n’en "
                + $"{(others.Count == 1 ? "saura" : "sauront")} rien.";

    public static string ToGuardian(ThreadReaders readers) =>
        readers switch
        {
            { TakesMessages: false } => "Ancien échange : vous y lisez vos messages, et ceux du Centre de Loisirs là où personne d’autre n’a écrit.",
            { IsOwn: false } => $"Échange {Wording.Of(readers.Owner)}, visible par l’autre responsable : vous le lisez, ainsi que le Centre de Loisirs.",
            { IsShared: true, Others.Count: > 0 } => $"Cet échange est lu par vous, {Names(readers.Others)} et le Centre de Loisirs.",
            { Others.Count: > 0 } => $"Cet échange n’est lu que par vous et le Centre de Loisirs : {Names(readers.Others)} n’en "
                + $"{(readers.Others.Count == 1 ? "sait" : "savent")} rien.",
            _ => "Cet échange n’est lu que par vous et le Centre de Loisirs.",
        };

    public static string ToStaff(ThreadReaders readers) =>
        readers switch
        {
            { TakesMessages: false } => "ancien échange, qui n’est pas celui d’une seule personne",
            { IsShared: true } => $"échange {Wording.Of(readers.Owner)}, visible par l’autre responsable",
            { Others.Count: > 0 } => $"échange {Wording.Of(readers.Owner)} : l’autre responsable n’en sait rien",
            _ => $"échange {Wording.Of(readers.Owner)}",
        };

    private static string Names(IReadOnlyList<string> names) => string.Join(" et ", names);
}
