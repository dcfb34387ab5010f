"""Words that show a government acting, where a capital stands for it ("Tokyo warned", "talks with Kyiv").

Written for this project from general knowledge.
"""

ACT_VERBS = """
say,tell,warn,agree,aim,seek,urge,accuse,deny,reject,launch,fire,test,impose,plan,want,call,condemn,announce,
vow,threaten,insist,claim,consider,offer,sign,recognise,recognize,back,support,pledge,hope,refuse,expel,summon,
withdraw,deploy,demand,respond,retaliate,pull,push,argue,lobby,negotiate,promise,protest,criticise,criticize,
blame,ask,declare,invade,annex,attack,strike,sanction,ban,lift,ease,tighten,approve,veto,oppose,cooperate,
ally,intend,decide,conduct,pursue,continue,begin,start,try,attempt,act,intervene,join,resume,recall,abandon,breach,violate,violated,abide,comply,fear,view,see,regard,maintain,
spend,send,supply,arm,aid,abduct,detonate,block,protest,object,respond,react,express,share,hold,host,break,cut
"""

ACT_OBJECTS = """
criticise,criticize,condemn,urge,accuse,warn,pressure,blame,ask,tell,call,persuade,force,press,isolate,punish,
sanction,back,support,support,confront,deter,contain,convince,provoke,anger,irritate,embarrass,allow,help,arm
"""

ACT_NOUNS = """
agreement,talk,tie,relation,relationship,treaty,alliance,pact,deal,negotiation,dispute,tension,trade,
cooperation,co-operation,war,conflict,summit,dialogue,contact,standoff,sanction,pressure,threat,aggression,
government,policy,military,army,nuclear,missile,test,launch,programme,program,decision,stance,response,
position,claim,demand,offer,intention,ambition,regime,leader,leadership,ally,proposal,plan,announcement,
security,defence,defense,influence,interest,move,action,behaviour,behavior,assertiveness,invasion,force,
diplomacy,diplomat,ambassador,envoy,troop,support,concern,provocation,weapon,arsenal
"""

# Prepositions after which a capital is the place.
PLACE_PREPOSITIONS = "in,at,near,outside,around,across,through,throughout,via,inside,within,into,over,above"
