using System.Reflection;
using System.Reflection.Emit;
using System.Text.RegularExpressions;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using MediatR;

namespace ClsPortal.Web.Tests.Families;

/// <summary>
/// All that makes the portal write a mail, read from the compiled program: who calls <see cref="OutboxMessage.Write"/>, and who calls those.
/// A message stands for its handler; what begins otherwise (workers, what pages call directly) is named by type and method.
/// </summary>
internal static partial class MailSenders
{
    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // What the pages of « Sécurité » and the commands of an operator do to a login is told here, to the login's own address and to no other.
    private static readonly Type Desk = typeof(SecurityNotices);

    /// <summary>
    /// All of them. A page that calls what writes a mail is no sender of its own, unless it writes the mail itself.
    /// </summary>
    public static IReadOnlyCollection<string> All()
    {
        Assembly[] assemblies = [typeof(IMessage).Assembly, typeof(PortalUser).Assembly, typeof(Program).Assembly];
        var types = assemblies.SelectMany(assembly => assembly.GetTypes()).ToList();
        var calls =
            from type in types
            from method in type.GetMembers(Declared).OfType<MethodBase>()
            from called in CalledBy(method)
            select (Called: Place.Of(called), Caller: Place.Of(method));
        var all = calls.Concat(types.SelectMany(Implementing)).ToList();
        var callers = all.Concat(Told(all, typeof(IMessage).Assembly)).ToLookup(call => call.Called, call => call.Caller);
        HashSet<Place> reached = [new(typeof(OutboxMessage), nameof(OutboxMessage.Write))];
        var queue = new Queue<Place>(reached);
        SortedSet<string> senders = new(StringComparer.Ordinal);
        while (queue.TryDequeue(out var place))
        {
            var message = MessageOf(place);
            var isMail = place.Type == typeof(OutboxMessage) || place.Type == typeof(MailWriting);
            var above = callers[place].Where(caller => caller != place && (isMail || caller.Type.Assembly != typeof(Program).Assembly)).ToList();
            if (message is not null || above.Count == 0 || place.Type == Desk)
            {
                senders.Add(message?.Name ?? $"{place.Type.Name}.{place.Method}");
                continue;
            }

            foreach (var caller in above.Where(reached.Add))
            {
                queue.Enqueue(caller);
            }
        }

        return senders;
    }

    // A subscriber writes the mail of an act: it is sent by whoever does what that act tells, and not by all who tell an act of the kind.
    private static IEnumerable<(Place Called, Place Caller)> Told(IReadOnlyCollection<(Place Called, Place Caller)> calls, Assembly application)
    {
        (string Subscriber, Type Of, string[] Doing)[] subscribers =
        [
            (
                "RequestMails",
                typeof(EnrolmentRequest),
                [
                    nameof(EnrolmentRequest.Accept),
                    nameof(EnrolmentRequest.Refuse),
                    nameof(EnrolmentRequest.Cancel),
                    nameof(EnrolmentRequest.Book),
                    nameof(EnrolmentRequest.TakeBack),
                ]
            ),
            ("DepositMails", typeof(DepositedFile), [nameof(DepositedFile.Accept), nameof(DepositedFile.Refuse)]),
            ("RecordMails", application.GetTypes().Single(type => type.Name == "RecordAct"), ["Tell"]),
        ];
        return from told in subscribers
            let subscriber = application.GetTypes().Single(type => type.Name == told.Subscriber)
            from call in calls
            where call.Called.Type == told.Of && told.Doing.Contains(call.Called.Method) && call.Caller.Type.Assembly == application
            select (new Place(subscriber, "HearAsync"), call.Caller);
    }

    private static Type? MessageOf(Place place) =>
        place.Method != "Handle"
            ? null
            : place
                .Type.GetInterfaces()
                .FirstOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRequestHandler<,>))
                ?.GetGenericArguments()[0];

    // Whoever calls an interface calls what stands behind it.
    private static IEnumerable<(Place Called, Place Caller)> Implementing(Type type) =>
        type.IsInterface || type.IsGenericTypeDefinition
            ? []
            : from contract in type.GetInterfaces()
            where contract.Namespace?.StartsWith("ClsPortal", StringComparison.Ordinal) == true && !contract.IsGenericType
            let map = type.GetInterfaceMap(contract)
            from pair in map.InterfaceMethods.Zip(map.TargetMethods)
            select (Place.Of(pair.Second), Place.Of(pair.First));

    private static IEnumerable<MethodBase> CalledBy(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < code.Length; )
        {
            var value = code[at] == 0xFE ? (short)((code[at] << 8) | code[at + 1]) : code[at];
            var (operation, operand) = (OpCodesByValue[value], at + (code[at] == 0xFE ? 2 : 1));
            if (operation.OperandType == OperandType.InlineMethod && Resolve(method, BitConverter.ToInt32(code, operand)) is { } called)
            {
                yield return called;
            }

            at =
                operand
                + operation.OperandType switch
                {
                    OperandType.InlineNone => 0,
                    OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                    OperandType.InlineVar => 2,
                    OperandType.InlineI8 or OperandType.InlineR => 8,
                    OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, operand)),
                    _ => 4,
                };
        }
    }

    private static MethodBase? Resolve(MethodBase method, int token) =>
        method.Module.ResolveMethod(
            token,
            method.DeclaringType?.IsGenericType == true ? method.DeclaringType.GetGenericArguments() : null,
            method.IsGenericMethod ? method.GetGenericArguments() : null
        );

    /// <summary>A method as it is written: its lambdas, local functions and what the compiler makes of <c>await</c> and <c>yield</c> are it.</summary>
    private sealed record Place(Type Type, string Method)
    {
        public static Place Of(MethodBase method)
        {
            var (type, name) = (method.DeclaringType!, Written().Match(method.Name) is { Success: true } written ? written.Groups["name"].Value : null);
            while (type.DeclaringType is { } outer && type.Name.StartsWith('<'))
            {
                name ??= Written().Match(type.Name) is { Success: true } made ? made.Groups["name"].Value : null;
                type = outer;
            }

            return new Place(type.IsGenericType ? type.GetGenericTypeDefinition() : type, name ?? method.Name);
        }
    }

    [GeneratedRegex(@"^<+(?<name>[\w.]+)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Written();
}
